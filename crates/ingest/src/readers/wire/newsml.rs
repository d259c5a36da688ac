//! `NewsML 1` (<https://iptc.org/standards/newsml-1/>), the older one: items of XML around NITF, XHTML or plain text.

use cuttings_core::Draft;

use super::newsml_g2::text_blocks;
use super::nitf::{add_authors, fill_from_body};
use crate::markup::{Element, blocks};
use crate::readers::elements::Extent;
use crate::readers::xml::{XmlFormat, keep, keep_first, push_new};
use crate::record::Rejection;

/// The reader of `NewsML 1`.
pub(crate) const NEWSML: XmlFormat = XmlFormat {
    name: "newsml",
    roots: &["NewsML"],
    mark: None,
    records: &["NewsItem"],
    extent: Extent::Nested,
    has_surroundings: false,
    read,
};

#[expect(clippy::unnecessary_wraps, reason = "as every format's")]
fn read(item: &Element, _: &Element) -> Result<Draft, Rejection> {
    let mut draft = Draft { language: item.attribute("xml:lang").map(str::to_owned), ..Draft::default() };
    let formal = |name: &str| item.find(name)?.attribute("FormalName").map(str::to_owned);
    let said = |name: &str| item.find(name).and_then(Element::said);
    draft.external_id = said("PublicIdentifier").or_else(|| said("NewsItemId"));
    draft.site =
        said("ProviderId").or_else(|| item.find("Provider")?.find("Party")?.attribute("FormalName").map(str::to_owned));
    if let Some(date) = said("FirstCreated").or_else(|| said("DateId")) {
        draft.set_published(&date);
    }
    if let Some(date) = said("ThisRevisionCreated") {
        draft.set_modified(&date);
    }
    draft.language = formal("Language").or(draft.language.take());
    draft.title = said("HeadLine");
    draft.standfirst = said("SubHeadLine");
    for byline in item.all("ByLine") {
        add_authors(&mut draft, &byline.text());
    }
    for property in item.all("Property").into_iter().filter(|it| it.attribute("FormalName") == Some("Keyword")) {
        push_new(&mut draft.tags, property.attribute("Value").map(str::to_owned));
    }
    for keyword in item.all("KeywordLine") {
        push_new(&mut draft.tags, keyword.said());
    }
    for name in ["Subject", "SubjectMatter", "SubjectDetail"] {
        for code in item.all(name).into_iter().filter_map(|subject| subject.attribute("FormalName")) {
            keep(&mut draft, "subject codes", code);
        }
    }
    for (name, value) in [
        ("slugline", said("SlugLine")),
        ("dateline", said("DateLine")),
        ("copyright", said("CopyrightLine")),
        ("label", said("NameLabel")),
        ("status", formal("Status")),
        ("urgency", formal("Urgency")),
        ("note to editors", said("InstructionLine")),
    ] {
        keep_first(&mut draft, name, value);
    }
    for content in item.all("DataContent") {
        match content.find("nitf") {
            Some(nitf) => fill_from_body(nitf, &mut draft),
            None if content.elements().next().is_some() => draft.blocks.extend(blocks(content)),
            None => draft.blocks.extend(text_blocks(&content.raw_text())),
        }
    }
    Ok(draft)
}
