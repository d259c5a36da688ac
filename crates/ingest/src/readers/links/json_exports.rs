//! Exports in JSON whose records are flat: wallabag, Omnivore, Karakeep, Pinboard, Delicious, Readability.

use cuttings_core::Draft;
use serde_json::{Map, Value};

use super::no_text;
use crate::markup::blocks_of_html;
use crate::readers::json::{JsonFormat, keep_members, text_of, texts_of};
use crate::readers::xml::push_new;
use crate::record::Rejection;

/// wallabag, versions 1 and 2: the text is there, as HTML.
pub(crate) const WALLABAG: JsonFormat = JsonFormat {
    name: "wallabag",
    all: &["title", "url", "content"],
    any: &["is_archived", "is_starred", "is_read", "is_fav"],
    read: |item| {
        let mut draft = link(item, ["title", "url", "tags"]);
        draft.external_id = text_of(item, "id");
        draft.language = text_of(item, "language");
        draft.site = text_of(item, "domain_name");
        draft.authors = texts_of(item, "published_by");
        if let Some(date) = text_of(item, "published_at") {
            draft.set_published(&date);
        }
        keep_members(
            &mut draft,
            item,
            &["created_at", "updated_at", "is_archived", "is_starred", "is_read", "is_fav", "mimetype"],
        );
        with_body(draft, text_of(item, "content").as_deref())
    },
};

/// Omnivore's lists of what was saved, taken out of the [zip](super::omnivore) that has the texts.
pub(crate) const OMNIVORE: JsonFormat = JsonFormat {
    name: "omnivore",
    all: &["url", "slug", "savedAt"],
    any: &["readingProgress", "state"],
    read: |item| read_omnivore(item, text_of(item, "content").as_deref()),
};

/// Reads what Omnivore says of a saved thing, and its text.
pub(super) fn read_omnivore(item: &Map<String, Value>, html: Option<&str>) -> Result<Draft, Rejection> {
    let mut draft = link(item, ["title", "url", "labels"]);
    draft.external_id = text_of(item, "id");
    draft.authors = text_of(item, "author").into_iter().collect();
    if let Some(date) = text_of(item, "publishedAt") {
        draft.set_published(&date);
    }
    keep_members(
        &mut draft,
        item,
        &["description", "state", "readingProgress", "savedAt", "updatedAt", "thumbnail", "highlights"],
    );
    with_body(draft, html)
}

/// Karakeep, formerly Hoarder.
pub(crate) const KARAKEEP: JsonFormat = JsonFormat {
    name: "karakeep",
    all: &["createdAt", "content", "tags"],
    any: &["archived", "note", "title"],
    read: |item| {
        let mut draft = link(item, ["title", "url", "tags"]);
        let content = item.get("content").and_then(Value::as_object);
        let of_content = |name: &str| content.and_then(|content| text_of(content, name));
        draft.url = of_content("url").or(draft.url);
        draft.title = draft.title.or_else(|| of_content("title"));
        draft.authors = of_content("author").into_iter().collect();
        keep_members(&mut draft, item, &["note", "createdAt", "archived"]);
        let html = of_content("htmlContent").or_else(|| of_content("text").map(|text| escape(&text)));
        with_body(draft, html.as_deref())
    },
};

/// Pinboard.
pub(crate) const PINBOARD: JsonFormat = JsonFormat {
    name: "pinboard",
    all: &["href", "description", "extended"],
    any: &["hash", "time", "toread"],
    read: |item| with_body(link(item, ["description", "href", "tags"]), None),
};

/// Delicious.
pub(crate) const DELICIOUS: JsonFormat = JsonFormat {
    name: "delicious",
    all: &["url", "title", "created", "owner"],
    any: &["private", "others"],
    read: |item| with_body(link(item, ["title", "url", "tags"]), None),
};

/// Readability.
pub(crate) const READABILITY: JsonFormat = JsonFormat {
    name: "readability",
    all: &["article__url", "article__title"],
    any: &["date_added", "archive", "favorite"],
    read: |item| with_body(link(item, ["article__title", "article__url", "tags"]), None),
};

fn link(item: &Map<String, Value>, [title, url, tags]: [&str; 3]) -> Draft {
    let mut draft = Draft { title: text_of(item, title), url: text_of(item, url), ..Draft::default() };
    draft.tags = texts_of(item, tags);
    if let Some(written) = text_of(item, tags) {
        for tag in written.split([',', ' ']).filter(|tag| !tag.is_empty()) {
            push_new(&mut draft.tags, Some(tag.to_owned()));
        }
    }
    draft
}

/// The draft with its text.
///
/// # Errors
/// A [`Rejection`] that lists the link, where there is no text.
fn with_body(mut draft: Draft, html: Option<&str>) -> Result<Draft, Rejection> {
    draft.blocks = html.map(blocks_of_html).transpose()?.unwrap_or_default();
    if draft.blocks.is_empty() {
        return Err(no_text(draft.title.as_deref(), draft.url.as_deref()));
    }
    Ok(draft)
}

fn escape(text: &str) -> String {
    quick_xml::escape::partial_escape(text).replace('\n', "<br>")
}
