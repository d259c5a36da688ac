//! One saved page to a draft: the part that is the page itself, not the frames, images and styles saved with it.

use cuttings_core::{Date, Draft, collapse_white_space};
use mail_parser::{HeaderName, Message, MessageParser, MimeHeaders};

use super::parts::{Part, address_field, is_web_address, read_parts};
use crate::page::{Page, read_page};
use crate::record::{ReadRecord, Rejection};

/// Reads the raw bytes of a saved page.
pub(super) struct SavedPage;

impl ReadRecord for SavedPage {
    fn read(&self, bytes: &[u8]) -> Result<Draft, Rejection> {
        read_saved_page(bytes, read_page)
    }
}

/// Reads a saved page, the page in it by `read_page`.
pub(super) fn read_saved_page(
    bytes: &[u8],
    read_page: impl Fn(&Page<'_>) -> Result<Draft, Rejection>,
) -> Result<Draft, Rejection> {
    let message = MessageParser::default().parse_headers(bytes);
    let message = message.filter(|message| !message.headers().is_empty());
    let message = message.ok_or_else(|| Rejection::new("has no header of a saved page"))?;
    let (parts, note) = read_parts(&message, bytes);
    let address = address_field(&message, "Snapshot-Content-Location");
    let page = root(&message, &parts, address.as_deref());
    let page = page.ok_or_else(|| Rejection::new("holds no page: it has no part of the type text/html"))?;
    let content = page.content();
    if content.trim_ascii().is_empty() {
        return Err(Rejection::new("holds an empty page"));
    }
    let url = address.iter().chain(&page.location).find(|url| is_web_address(url));
    let date = message.header_raw(HeaderName::Date).unwrap_or_default();
    let captured = Date::parse(date.split('(').next().unwrap_or_default());
    let mut draft = read_page(&Page {
        bytes: &content,
        charset: page.charset.as_deref(),
        url: url.map(String::as_str),
        captured: captured.as_ref().map(Date::as_iso),
    })?;
    let subject = message.subject().map(collapse_white_space).filter(|subject| !subject.is_empty());
    draft.title = draft.title.or(subject.map(Into::into));
    draft.notes.extend(note.map(ToOwned::to_owned));
    Ok(draft)
}

/// The part that is the page: the one that the header names (RFC 2387, 3.2), or that is from where the whole is from,
/// or the first.
fn root<'p, 'a>(message: &Message<'_>, parts: &'p [Part<'a>], address: Option<&str>) -> Option<&'p Part<'a>> {
    let start = message.content_type().and_then(|kind| kind.attribute("start"));
    let start = start.map(|id| id.trim().trim_matches(['<', '>']));
    let find = |is_root: &dyn Fn(&Part<'_>) -> bool| parts.iter().find(|part| part.is_page() && is_root(part));
    find(&|part| start.is_some() && part.id.as_deref() == start)
        .or_else(|| find(&|part| address.is_some() && part.location.as_deref() == address))
        .or_else(|| find(&|_| true))
}
