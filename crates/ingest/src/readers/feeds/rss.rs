//! RSS 0.9 to 2.0 and 1.0 (RDF), with the modules `content`, `dc` and `dcterms`.

use cuttings_core::Draft;

use super::entry::finish;
use crate::markup::Element;
use crate::readers::elements::Extent;
use crate::readers::xml::{XmlFormat, push_new};
use crate::record::Rejection;

/// The reader of RSS.
pub(crate) const RSS: XmlFormat = XmlFormat {
    name: "rss",
    roots: &["rss", "RDF"],
    mark: None,
    records: &["item"],
    extent: Extent::Element,
    has_surroundings: true,
    read,
};

/// The text of an element with a prefix or, where feeds use others, of one without.
fn said(item: &Element, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| item.child_text(name))
}

fn read(item: &Element, around: &Element) -> Result<Draft, Rejection> {
    let draft = item_fields(item, around);
    let html = |name: &str| item.child(name).map(Element::raw_text).filter(|html| !html.trim().is_empty());
    finish(draft, html("content:encoded").or_else(|| html("encoded")).as_deref(), html("description").as_deref())
}

/// Everything of an item but its text.
pub(super) fn item_fields(item: &Element, around: &Element) -> Draft {
    let channel = around.find("channel");
    let from_channel = |name: &str| channel.and_then(|channel| channel.child_text(name));
    let guid = item.child("guid");
    let is_link = |guid: &&Element| guid.attribute("isPermaLink") != Some("false") && guid.text().starts_with("http");
    let mut draft = Draft {
        title: said(item, &["title"]),
        url: said(item, &["link"])
            .or_else(|| guid.filter(is_link).map(Element::text))
            .or_else(|| item.attribute("about").map(str::to_owned)),
        external_id: guid.and_then(Element::said),
        site: item.child_text("source").or_else(|| from_channel("title")),
        language: said(item, &["dc:language"]).or_else(|| from_channel("language")),
        ..Draft::default()
    };
    for author in item.children_named("creator").chain(item.children_named("author")).filter_map(Element::said) {
        push_new(&mut draft.authors, Some(name_of(&author)));
    }
    if let Some(date) = said(item, &["pubDate", "dc:date", "dcterms:created", "dcterms:issued", "date"]) {
        draft.set_published(&date);
    }
    if let Some(date) = said(item, &["dcterms:modified", "updated", "modified"]) {
        draft.set_modified(&date);
    }
    for tag in item.children_named("category").chain(item.children_named("dc:subject")) {
        push_new(&mut draft.tags, tag.said());
    }
    draft
}

/// The name in `jane@herald.example (Jane Doe)` or `Jane Doe (jane@herald.example)`.
fn name_of(author: &str) -> String {
    let Some((before, within)) = author.strip_suffix(')').and_then(|rest| rest.split_once('(')) else {
        return author.to_owned();
    };
    let name = if before.contains('@') { within } else { before };
    name.trim().to_owned()
}
