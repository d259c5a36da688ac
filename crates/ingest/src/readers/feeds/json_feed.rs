//! JSON Feed 1 and 1.1 (<https://www.jsonfeed.org/version/1.1/>).

use cuttings_core::Draft;
use serde_json::{Map, Value};

use super::entry::finish;
use crate::readers::json::{JsonFormat, text_of, texts_of};
use crate::readers::xml::push_new;
use crate::record::Rejection;

/// The reader of JSON Feed.
pub(crate) const JSON_FEED: JsonFormat = JsonFormat {
    name: "json-feed",
    all: &["id"],
    any: &["content_html", "content_text", "date_published", "external_url"],
    read,
};

fn read(item: &Map<String, Value>) -> Result<Draft, Rejection> {
    let mut draft = Draft {
        title: text_of(item, "title"),
        url: text_of(item, "url").or_else(|| text_of(item, "external_url")),
        external_id: text_of(item, "id"),
        language: text_of(item, "language"),
        tags: texts_of(item, "tags"),
        authors: texts_of(item, "authors"),
        ..Draft::default()
    };
    if let Some(author) = item.get("author").and_then(Value::as_object) {
        push_new(&mut draft.authors, text_of(author, "name"));
    }
    if let Some(date) = text_of(item, "date_published") {
        draft.set_published(&date);
    }
    if let Some(date) = text_of(item, "date_modified") {
        draft.set_modified(&date);
    }
    let plain = text_of(item, "content_text").map(|text| {
        let paragraphs = text.split("\n\n").map(|part| format!("<p>{}</p>", quick_xml::escape::partial_escape(part)));
        paragraphs.collect::<String>()
    });
    let summary = text_of(item, "summary").map(|text| quick_xml::escape::partial_escape(text).into_owned());
    finish(draft, text_of(item, "content_html").or(plain).as_deref(), summary.as_deref())
}
