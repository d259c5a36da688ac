//! `NewsML-G2` (<https://iptc.org/standards/newsml-g2/>): items of XML, alone or in a message; their text is NITF, XHTML or
//! plain.

use cuttings_core::{Block, Draft};

use super::nitf::{add_authors, fill_from_body};
use super::running_text;
use crate::markup::{Element, blocks};
use crate::readers::elements::Extent;
use crate::readers::xml::{XmlFormat, keep, keep_first, push_new};
use crate::record::Rejection;

/// The reader of `NewsML-G2`.
pub(crate) const NEWSML_G2: XmlFormat = XmlFormat {
    name: "newsml-g2",
    roots: &["newsMessage", "newsItem", "packageItem", "conceptItem", "knowledgeItem", "planningItem", "contentSet"],
    mark: None,
    records: &["newsItem", "packageItem", "conceptItem", "knowledgeItem", "planningItem", "contentSet"],
    extent: Extent::Nested,
    has_surroundings: false,
    read,
};

fn read(item: &Element, _: &Element) -> Result<Draft, Rejection> {
    match item.local() {
        "packageItem" => return Err(Rejection::new("is a package: it lists other items and has no text of its own")),
        "conceptItem" | "knowledgeItem" => return Err(Rejection::new("describes concepts and is no article")),
        "planningItem" => return Err(Rejection::new("is a plan for coverage and no article")),
        _ => {}
    }
    let mut draft = Draft { language: item.attribute("xml:lang").map(str::to_owned), ..Draft::default() };
    let version = item.attribute("version");
    draft.external_id = item.attribute("guid").map(|guid| match version {
        Some(version) => format!("{guid}:{version}"),
        None => guid.to_owned(),
    });
    if let Some(meta) = item.child("itemMeta") {
        read_item_meta(meta, &mut draft);
    }
    if let Some(meta) = item.child("contentMeta") {
        read_content_meta(meta, &mut draft);
    }
    read_content(item, &mut draft);
    Ok(draft)
}

/// What an element names: the text of its `name`, or a literal.
fn named(element: &Element) -> Option<String> {
    element.child_text("name").or_else(|| element.attribute("literal").map(str::to_owned)).or_else(|| element.said())
}

fn read_item_meta(meta: &Element, draft: &mut Draft) {
    let first = meta.child_text("firstCreated");
    let version = meta.child_text("versionCreated");
    if let Some(date) = first.as_ref().or(version.as_ref()) {
        draft.set_published(date);
    }
    if let (Some(_), Some(version)) = (&first, &version) {
        draft.set_modified(version);
    }
    let provider = meta.child("provider");
    draft.site = provider.and_then(|provider| named(provider).or_else(|| code(provider)));
    keep_first(draft, "status", meta.child("pubStatus").and_then(code));
    keep_first(draft, "embargoed", meta.child_text("embargoed"));
    keep_first(draft, "note to editors", meta.child_text("edNote"));
    draft.section = meta.child("service").and_then(|service| service.child_text("name"));
    draft.title = meta.child_text("title");
}

/// The last part of a code such as `stat:usable`, or of an address.
fn code(element: &Element) -> Option<String> {
    let code = element.attribute("qcode").or_else(|| element.attribute("uri"))?;
    Some(code.rsplit_once(':').filter(|_| !code.contains("//")).map_or(code, |(_, code)| code).to_owned())
}

fn read_content_meta(meta: &Element, draft: &mut Draft) {
    if draft.published.is_none()
        && let Some(date) = meta.child_text("contentCreated")
    {
        draft.set_published(&date);
    }
    if draft.modified.is_none()
        && let Some(date) = meta.child_text("contentModified")
    {
        draft.set_modified(&date);
    }
    if let Some(language) = meta.child("language").and_then(|language| language.attribute("tag")) {
        draft.language = Some(language.to_owned());
    }
    let is_sub =
        |headline: &Element| headline.attribute("role").is_some_and(|role| role.to_lowercase().contains("sub"));
    let headlines: Vec<_> = meta.children_named("headline").collect();
    let title = headlines.iter().filter(|headline| !is_sub(headline)).find_map(|headline| headline.said());
    draft.title = title.or(draft.title.take());
    let summary =
        meta.children_named("description").find(|it| it.attribute("role").is_none_or(|role| role.ends_with("summary")));
    draft.standfirst =
        summary.and_then(Element::said).or_else(|| headlines.iter().find(|it| is_sub(it)).and_then(|it| it.said()));
    for by in meta.children_named("by").filter_map(Element::said) {
        add_authors(draft, &by);
    }
    if draft.authors.is_empty() {
        for creator in meta.children_named("creator").filter(|it| it.attribute("role").is_none()).filter_map(named) {
            push_new(&mut draft.authors, Some(creator));
        }
    }
    for subject in meta.children_named("subject") {
        push_new(&mut draft.tags, named(subject));
        if let Some(code) = subject.attribute("qcode") {
            keep(draft, "subject codes", code);
        }
    }
    for keyword in meta.children_named("keyword") {
        push_new(&mut draft.tags, keyword.said());
    }
    for (name, value) in [
        ("slugline", meta.child_text("slugline")),
        ("dateline", meta.child_text("dateline")),
        ("located", meta.child("located").and_then(named)),
        ("genre", meta.child("genre").and_then(named)),
        ("urgency", meta.child_text("urgency")),
        ("credit", meta.child_text("creditline")),
        ("source", meta.child("infoSource").and_then(named)),
    ] {
        keep_first(draft, name, value);
    }
}

fn read_content(item: &Element, draft: &mut Draft) {
    for content in item.all("inlineXML") {
        match content.find("nitf") {
            Some(nitf) => fill_from_body(nitf, draft),
            None => draft.blocks.extend(blocks(content)),
        }
    }
    for content in item.all("inlineData") {
        draft.blocks.extend(text_blocks(&content.raw_text()));
    }
}

/// The paragraphs of inline data: plain text, in which some agencies put tags all the same.
pub(super) fn text_blocks(text: &str) -> Vec<Block> {
    if !text.trim_start().starts_with('<') {
        return running_text::paragraphs(text);
    }
    let Ok(root) = crate::markup::parse_html(text) else { return running_text::paragraphs(text) };
    let parts = root.all("p");
    // One element around a whole text says nothing of its paragraphs.
    if parts.len() > 1 { blocks(&root) } else { running_text::paragraphs(&root.raw_text()) }
}
