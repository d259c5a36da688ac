//! A page to an article: bytes to text, text to a document, and from the document the metadata and the body.
//!
//! Every walk over a document is a loop, and the parser works within [bounds](dom): no page, however it is made, can
//! exhaust the stack or take more than seconds.

mod body;
mod decode;
mod dom;
mod metadata;
mod saved;
#[cfg(test)]
mod tests;

use cuttings_core::Draft;
use serde_json::Value;

use crate::record::Rejection;

/// A page as it was found.
pub(crate) struct Page<'a> {
    /// The HTML, transfer and content encodings undone.
    pub bytes: &'a [u8],
    /// The charset that an HTTP header named.
    pub charset: Option<&'a str>,
    /// Where it was found.
    pub url: Option<&'a str>,
    /// When it was captured, as an ISO 8601 date.
    pub captured: Option<&'a str>,
}

/// Reads the article of a page.
///
/// # Errors
/// A [`Rejection`] where the page has neither a title nor a text.
pub(crate) fn read_page(page: &Page<'_>) -> Result<Draft, Rejection> {
    let decoded = decode::decode(page);
    let dom = dom::parse(&decoded.text);
    let mut draft = Draft { notes: decoded.note.iter().chain(&dom.notes).cloned().collect(), ..Draft::default() };
    let saved = saved::find(&dom);
    let url = page.url.or(saved.url.as_deref());
    let captured = page.captured.or(saved.date.as_deref());
    let article_body = metadata::read(&dom, url, &mut draft);
    if let Some(captured) = captured {
        draft.extra.insert("captured".to_owned(), Value::from(captured));
    }
    let known = body::Known {
        title: draft.title.as_deref(),
        authors: &draft.authors,
        description: draft.extra.get("description").and_then(Value::as_str),
        article_body: article_body.as_deref(),
    };
    let body = body::extract(&dom, &known);
    draft.extra.insert("confidence".to_owned(), Value::from((f64::from(body.confidence) * 100.0).round() / 100.0));
    if let Some(doubt) = body.doubt {
        draft.notes.push(format!("low confidence: {doubt}"));
    }
    draft.blocks = body.blocks;
    if !draft.has_text() {
        return Err(Rejection::new("is a page without a title and without a text"));
    }
    Ok(draft)
}

/// Whether two titles are of one article: one is the beginning of the other, or most words of the shorter are in both.
fn agrees(one: &str, other: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let words = text.split(|character: char| !character.is_alphanumeric());
        words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
    };
    let (one, other) = (words(one), words(other));
    let (shorter, longer) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let common = shorter.iter().filter(|word| longer.contains(word)).count();
    !shorter.is_empty() && common * 3 >= shorter.len() * 2
}
