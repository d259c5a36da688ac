//! ninjs 1 to 3 (<https://iptc.org/standards/ninjs/>): news in JSON.

use cuttings_core::Draft;
use serde_json::{Map, Value};

use super::nitf::add_authors;
use super::running_text;
use crate::markup::blocks_of_html;
use crate::readers::json::{JsonFormat, keep_members, text_of, texts_of};
use crate::readers::xml::{keep, push_new};
use crate::record::Rejection;

/// The reader of ninjs.
pub(crate) const NINJS: JsonFormat = JsonFormat {
    name: "ninjs",
    all: &["versioncreated"],
    any: &["body_html", "body_text", "body_xhtml", "bodies", "headlines", "headline", "description_text"],
    read,
};

/// The texts under one of the names that a version of the standard has, the best first.
fn first(object: &Map<String, Value>, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| text_of(object, name))
}

/// The first value in a list of objects such as `"headlines": [{"role": "main", "value": "…"}]`.
fn listed(object: &Map<String, Value>, list: &str) -> Option<String> {
    let items = object.get(list)?.as_array()?;
    items.iter().find_map(|item| text_of(item.as_object()?, "value"))
}

fn read(object: &Map<String, Value>) -> Result<Draft, Rejection> {
    let mut draft = Draft {
        title: first(object, &["headline", "title"]).or_else(|| listed(object, "headlines")),
        standfirst: first(object, &["description_text"]).or_else(|| listed(object, "descriptions")),
        language: text_of(object, "language"),
        site: first(object, &["source", "copyrightholder"]),
        section: texts_of(object, "service").into_iter().next(),
        ..Draft::default()
    };
    let id = first(object, &["guid", "uri", "id"]);
    draft.url = ["uri", "guid"].into_iter().filter_map(|name| text_of(object, name)).find(|id| id.starts_with("http"));
    draft.external_id =
        id.map(|id| text_of(object, "version").map_or_else(|| id.clone(), |version| format!("{id}:{version}")));
    let (first_created, version_created) = (text_of(object, "firstcreated"), text_of(object, "versioncreated"));
    if let Some(date) = first_created.as_ref().or(version_created.as_ref()) {
        draft.set_published(date);
    }
    if let (Some(_), Some(date)) = (&first_created, &version_created) {
        draft.set_modified(date);
    }
    for name in texts_of(object, "authors") {
        push_new(&mut draft.authors, Some(name));
    }
    if draft.authors.is_empty()
        && let Some(byline) = text_of(object, "byline")
    {
        add_authors(&mut draft, &byline);
    }
    for list in ["subject", "subjects", "keywords"] {
        for tag in texts_of(object, list) {
            push_new(&mut draft.tags, Some(tag));
        }
        for code in object.get(list).and_then(Value::as_array).into_iter().flatten() {
            if let Some(code) = code.as_object().and_then(|subject| text_of(subject, "code")) {
                keep(&mut draft, "subject codes", &code);
            }
        }
    }
    let names = [
        "type",
        "version",
        "pubstatus",
        "urgency",
        "slugline",
        "byline",
        "located",
        "ednote",
        "usageterms",
        "copyrightnotice",
        "embargoed",
    ];
    keep_members(&mut draft, object, &names);
    draft.blocks = body(object)?;
    Ok(draft)
}

fn body(object: &Map<String, Value>) -> Result<Vec<cuttings_core::Block>, Rejection> {
    if let Some(html) = first(object, &["body_html", "body_xhtml"]) {
        return blocks_of_html(&html);
    }
    if let Some(text) = text_of(object, "body_text") {
        return Ok(running_text::paragraphs(&text));
    }
    let bodies = object.get("bodies").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let body = bodies.iter().filter_map(Value::as_object).find_map(|body| text_of(body, "value"));
    body.map_or(Ok(vec![]), |body| blocks_of_html(&body))
}
