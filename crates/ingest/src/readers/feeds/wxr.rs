//! WXR, the export of WordPress: RSS with the module `wp`. Its texts may lack `<p>`: a blank line parts paragraphs there.

use cuttings_core::Draft;

use super::rss::item_fields;
use crate::markup::{Element, blocks_of_html};
use crate::readers::elements::Extent;
use crate::readers::links::no_text;
use crate::readers::xml::{XmlFormat, keep_first};
use crate::record::Rejection;

/// The reader of WXR.
pub(crate) const WXR: XmlFormat = XmlFormat {
    name: "wxr",
    roots: &["rss"],
    mark: Some(b"wordpress.org/export/"),
    records: &["item"],
    extent: Extent::Element,
    has_surroundings: true,
    read,
};

fn read(item: &Element, around: &Element) -> Result<Draft, Rejection> {
    let mut draft = item_fields(item, around);
    if let Some(id) = item.child_text("wp:post_id") {
        keep_first(&mut draft, "post_id", Some(id));
    }
    if draft.published.is_none()
        && let Some(date) = item.child_text("wp:post_date_gmt").filter(|date| !date.starts_with("0000"))
    {
        draft.set_published(&format!("{date} GMT"));
    }
    if let Some(date) = item.child_text("wp:post_modified_gmt").filter(|date| !date.starts_with("0000")) {
        draft.set_modified(&format!("{date} GMT"));
    }
    let section = item.children_named("category").find(|category| category.attribute("domain") == Some("category"));
    draft.section = section.and_then(Element::said);
    draft.standfirst = item.child_text("excerpt:encoded");
    keep_first(&mut draft, "status", item.child_text("wp:status"));
    keep_first(&mut draft, "post_type", item.child_text("wp:post_type"));
    let html = item.child("content:encoded").map(Element::raw_text).unwrap_or_default();
    draft.blocks = blocks_of_html(&with_paragraphs(&html))?;
    if draft.blocks.is_empty() && draft.standfirst.is_none() {
        return Err(no_text(draft.title.as_deref(), draft.url.as_deref()));
    }
    Ok(draft)
}

/// Writes line breaks where WordPress would show them.
fn with_paragraphs(html: &str) -> String {
    if html.contains("<p>") || html.contains("<p ") || html.contains("<P") {
        return html.to_owned();
    }
    let mut out = String::with_capacity(html.len());
    for line in html.lines() {
        out.push_str(if line.trim().is_empty() { "<br><br>" } else { line });
        out.push('\n');
    }
    out
}
