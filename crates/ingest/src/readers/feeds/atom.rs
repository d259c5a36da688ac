//! Atom 1.0 (RFC 4287) and 0.3.

use std::borrow::Cow;

use cuttings_core::Draft;

use super::entry::finish;
use crate::markup::{Element, Node};
use crate::readers::elements::Extent;
use crate::readers::xml::{XmlFormat, keep_first, push_new};
use crate::record::Rejection;

/// The reader of Atom.
pub(crate) const ATOM: XmlFormat = XmlFormat {
    name: "atom",
    roots: &["feed", "entry"],
    mark: None,
    records: &["entry"],
    extent: Extent::Element,
    has_surroundings: true,
    read,
};

fn read(entry: &Element, around: &Element) -> Result<Draft, Rejection> {
    let feed = around.find("feed");
    let mut draft = Draft {
        title: entry.child("title").and_then(|title| plain(&html_of(title)?)),
        url: link(entry),
        external_id: entry.child_text("id"),
        site: entry.child("source").and_then(|source| source.child_text("title")).or_else(|| feed?.child_text("title")),
        language: entry.attribute("xml:lang").or_else(|| feed?.attribute("xml:lang")).map(str::to_owned),
        ..Draft::default()
    };
    let mut authors =
        entry.children_named("author").chain(feed.into_iter().flat_map(|feed| feed.children_named("author")));
    if let Some(author) = authors.find_map(|author| author.child_text("name")) {
        draft.authors.push(author);
        for author in entry.children_named("author").skip(1) {
            push_new(&mut draft.authors, author.child_text("name"));
        }
    }
    for contributor in entry.children_named("contributor") {
        keep_first(&mut draft, "contributor", contributor.child_text("name"));
    }
    let said = |names: [&str; 3]| names.into_iter().find_map(|name| entry.child_text(name));
    let updated = said(["updated", "modified", "dcterms:modified"]);
    if let Some(date) = said(["published", "issued", "created"]).or_else(|| updated.clone()) {
        draft.set_published(&date);
    }
    if let Some(date) = updated {
        draft.set_modified(&date);
    }
    for category in entry.children_named("category") {
        let label = category.attribute("label").or_else(|| category.attribute("term"));
        push_new(&mut draft.tags, label.map(str::to_owned));
    }
    let content = entry.child("content").and_then(html_of);
    let summary = entry.child("summary").and_then(html_of);
    finish(draft, content.as_deref(), summary.as_deref())
}

/// The link to the page itself.
fn link(entry: &Element) -> Option<String> {
    let is_page = |link: &&Element| link.attribute("rel").is_none_or(|rel| rel == "alternate");
    let link = entry.children_named("link").find(is_page).or_else(|| entry.child("link"))?;
    link.attribute("href").map(str::to_owned).or_else(|| link.said())
}

/// A text construct as HTML: escaped HTML as it is, plain text and XHTML as HTML again.
fn html_of(construct: &Element) -> Option<String> {
    let kind = construct.attribute("type").unwrap_or_default().to_lowercase();
    let mode = construct.attribute("mode").unwrap_or_default();
    let html = if construct.elements().next().is_some() {
        let mut html = String::new();
        write_html(construct, &mut html);
        html
    } else if mode == "base64" {
        decode_base64(&construct.raw_text())?
    } else if kind.contains("html") || mode == "escaped" {
        construct.raw_text()
    } else {
        escape(&construct.raw_text()).into_owned()
    };
    Some(html).filter(|html| !html.trim().is_empty())
}

fn plain(html: &str) -> Option<String> {
    crate::markup::parse_html(html).ok()?.said()
}

fn write_html(element: &Element, html: &mut String) {
    for node in &element.children {
        match node {
            Node::Text(text) => html.push_str(&escape(text)),
            Node::Element(inner) => {
                let name = inner.local();
                html.push('<');
                html.push_str(name);
                html.push('>');
                write_html(inner, html);
                if !matches!(name, "br" | "hr" | "img") {
                    html.push_str("</");
                    html.push_str(name);
                    html.push('>');
                }
            }
        }
    }
}

fn escape(text: &str) -> Cow<'_, str> {
    quick_xml::escape::partial_escape(text)
}

/// Base64 of UTF-8 (RFC 4648), as Atom 0.3 had it; white space is passed over.
fn decode_base64(text: &str) -> Option<String> {
    let (mut bytes, mut held, mut bits) = (vec![], 0_u32, 0);
    for byte in text.bytes().filter(|byte| !byte.is_ascii_whitespace() && *byte != b'=') {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => return None,
        };
        held = held << 6 | u32::from(value);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits & 0xff) as u8);
        }
    }
    String::from_utf8(bytes).ok()
}
