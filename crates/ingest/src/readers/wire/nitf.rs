//! NITF 3 (<https://iptc.org/standards/nitf/>): one article of XML, by itself or within `NewsML`.

use cuttings_core::Draft;

use crate::markup::{Element, blocks};
use crate::readers::elements::Extent;
use crate::readers::xml::{XmlFormat, keep, keep_first, push_new};
use crate::record::Rejection;

/// The reader of NITF.
pub(crate) const NITF: XmlFormat = XmlFormat {
    name: "nitf",
    roots: &["nitf"],
    mark: None,
    records: &["nitf"],
    extent: Extent::Element,
    has_surroundings: false,
    read,
};

#[expect(clippy::unnecessary_wraps, reason = "as every format's")]
fn read(nitf: &Element, _: &Element) -> Result<Draft, Rejection> {
    let mut draft = Draft { language: nitf.attribute("baselang").map(str::to_owned), ..Draft::default() };
    fill_from_head(nitf, &mut draft);
    fill_from_body(nitf, &mut draft);
    Ok(draft)
}

/// Takes what the head of an article says.
fn fill_from_head(nitf: &Element, draft: &mut Draft) {
    let Some(head) = nitf.find("head") else { return };
    let from = |name: &str, attribute: &str| head.find(name)?.attribute(attribute).map(str::to_owned);
    draft.external_id = from("doc-id", "id-string");
    draft.site =
        from("pubdata", "name").or_else(|| from("doc-id", "regsrc")).or_else(|| from("doc.copyright", "holder"));
    draft.url = from("pubdata", "ex-ref");
    draft.section = from("pubdata", "position.section");
    // The day of issue is when it was sent out; a release is when it may be printed.
    if let Some(date) = from("date.issue", "norm")
        .or_else(|| from("date.release", "norm"))
        .or_else(|| from("pubdata", "date.publication"))
    {
        draft.set_published(&date);
    }
    let subjects = head.all("tobject.subject");
    for subject in subjects {
        for level in ["tobject.subject.type", "tobject.subject.matter", "tobject.subject.detail"] {
            push_new(&mut draft.tags, subject.attribute(level).map(str::to_owned));
        }
        if let Some(code) = subject.attribute("tobject.subject.refnum") {
            keep(draft, "subject codes", code);
        }
    }
    for keyword in head.all("keyword") {
        push_new(&mut draft.tags, keyword.attribute("key").map(str::to_owned));
    }
    for (name, value) in [
        ("status", from("docdata", "management-status")),
        ("replaces", from("docdata", "management-doc-idref")),
        ("urgency", from("urgency", "ed-urg")),
        ("note to editors", from("ed-msg", "info")),
        ("slugline", from("du-key", "key")),
        ("series", from("series", "series.name")),
        ("expires", from("date.expire", "norm")),
    ] {
        keep_first(draft, name, value);
    }
}

/// Takes the headline, the byline and the text of an article, where they are not known yet.
pub(super) fn fill_from_body(nitf: &Element, draft: &mut Draft) {
    let head = nitf.find("body.head");
    let headline = head.and_then(|head| head.find("hl1").or_else(|| head.find("hedline"))).and_then(Element::said);
    let title = headline.or_else(|| nitf.find("head").and_then(|head| head.child_text("title")));
    draft.title = draft.title.take().or(title);
    if let Some(head) = head {
        let sub = head.all("hl2").into_iter().find_map(Element::said).filter(|sub| Some(sub) != draft.title.as_ref());
        let summary = head.child("abstract").and_then(Element::said);
        if draft.standfirst.is_none() {
            draft.standfirst = summary.or_else(|| sub.clone());
        }
        keep_first(draft, "subheadline", sub);
        for byline in head.all("byline") {
            let mut byline = byline.clone();
            let role = byline.find("byttl").and_then(Element::said);
            byline
                .children
                .retain(|node| !matches!(node, crate::markup::Node::Element(element) if element.is("byttl")));
            add_authors(draft, &byline.text());
            keep_first(draft, "byline title", role);
        }
        keep_first(
            draft,
            "dateline",
            head.find("dateline").and_then(|line| {
                let is_date_alone = line.find("story.date").is_some();
                let place = line.find("location").or(Some(line).filter(|_| !is_date_alone))?;
                place.said()
            }),
        );
        if draft.site.is_none() {
            draft.site = head.child_text("distributor");
        }
        if draft.published.is_none()
            && let Some(date) = head.find("story.date").and_then(|date| date.attribute("norm"))
        {
            draft.set_published(date);
        }
    }
    let parts = nitf.all("body.content");
    let noted = head.map(|head| head.all("body.content").len()).unwrap_or_default();
    for part in parts.into_iter().skip(noted) {
        draft.blocks.extend(blocks(part));
    }
    if let Some(tagline) = nitf.find("body.end") {
        draft.blocks.extend(blocks(tagline));
    }
}

/// Adds the people of a byline that are not there yet.
pub(super) fn add_authors(draft: &mut Draft, byline: &str) {
    for name in crate::fields::split_byline(byline.trim_end_matches([',', ' '])) {
        push_new(&mut draft.authors, Some(name));
    }
}
