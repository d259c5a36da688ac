//! One mail to a draft: its page through the page reader, else its text.

use cuttings_core::{Draft, collapse_white_space};
use encoding_rs::Encoding;
use mail_parser::{HeaderName, Message, MessageParser};

use super::mbox::{date_of_from_line, without_quoting};
use super::parts::{Part, address_field, is_web_address, read_parts};
use crate::page::{Page, read_page};
use crate::readers::set_title;
use crate::readers::text::read_body;
use crate::record::{ReadRecord, Rejection};
use crate::text_encoding;

/// Reads the raw bytes of a mail, which begin with a `From ` line where they come from a mailbox.
pub(super) struct Mail;

impl ReadRecord for Mail {
    fn read(&self, bytes: &[u8]) -> Result<Draft, Rejection> {
        read_mail(bytes, read_page)
    }
}

/// Reads a mail, its page by `read_page`.
pub(super) fn read_mail(
    bytes: &[u8],
    read_page: impl Fn(&Page<'_>) -> Result<Draft, Rejection>,
) -> Result<Draft, Rejection> {
    let mail = without_quoting(bytes);
    let message = MessageParser::default().parse_headers(&*mail);
    let message = message.filter(|message| !message.headers().is_empty());
    let message = message.ok_or_else(|| Rejection::new("has no header of a mail"))?;
    let (parts, note) = read_parts(&message, &mail);
    let url = archived_at(&message);
    let page = parts.iter().find(|part| part.is_page());
    let text = parts.iter().find(|part| part.is_text());
    let read = page.map(|page| {
        let content = page.content();
        read_page(&Page { bytes: &content, charset: page.charset.as_deref(), url: url.as_deref(), captured: None })
    });
    let mut draft = match (read, text) {
        (Some(Ok(draft)), _) => draft,
        (Some(Err(rejection)), None) => return Err(rejection),
        (Some(Err(rejection)), Some(text)) => {
            let mut draft = read_text(text);
            draft.notes.push(format!("its page {rejection}; its plain text was read instead"));
            draft
        }
        (None, Some(text)) => read_text(text),
        (None, None) => return Err(Rejection::new(no_text(&parts))),
    };
    draft.notes.extend(note.map(ToOwned::to_owned));
    fill(&mut draft, &message, url);
    if draft.published.is_none()
        && let Some(date) = date_of_from_line(bytes)
    {
        draft.set_published(&date);
        draft.notes.push("its date is that of its arrival in the mailbox".to_owned());
    }
    Ok(draft)
}

fn read_text(part: &Part<'_>) -> Draft {
    let content = part.content();
    let encoding = part.charset.as_deref().and_then(|label| Encoding::for_label(label.as_bytes()));
    // What is UTF-8 is no other encoding, whatever it is called.
    let encoding = encoding.filter(|_| std::str::from_utf8(&content).is_err());
    let (text, note) = if let Some(encoding) = encoding {
        (encoding.decode(&content).0, None)
    } else {
        let decoded = text_encoding::decode(&content);
        (decoded.text, decoded.note)
    };
    let (blocks, too_long) = read_body(&text);
    Draft { blocks, notes: note.into_iter().chain(too_long).collect(), ..Draft::default() }
}

fn no_text(parts: &[Part<'_>]) -> String {
    let mut kinds: Vec<_> = parts.iter().take(5).map(|part| part.media.as_str()).collect();
    kinds.dedup();
    if kinds.is_empty() { "is empty".to_owned() } else { format!("holds no text, only {}", kinds.join(", ")) }
}

/// Puts what the header says into the draft; it knows better than the page.
fn fill(draft: &mut Draft, message: &Message<'_>, url: Option<String>) {
    set_title(draft, message.subject().unwrap_or_default());
    if let Some(sender) = message.from().or_else(|| message.sender()).and_then(|from| from.first()) {
        let name = sender.name.as_deref().map(collapse_white_space).filter(|name| !name.is_empty());
        if let Some(name) = name {
            draft.authors = vec![name.into_owned()];
        }
        if let Some(address) = sender.address.as_deref() {
            draft.extra.insert("from".to_owned(), address.into());
            if let Some((_, host)) = address.rsplit_once('@').filter(|(_, host)| host.contains('.')) {
                draft.site = Some(host.trim().to_ascii_lowercase());
            }
        }
    }
    if let Some(date) = message.header_raw(HeaderName::Date) {
        draft.set_published(without_comment(date));
    }
    draft.external_id = message.message_id().map(ToOwned::to_owned);
    draft.url = url.or(draft.url.take());
    for (name, field) in [("list_id", HeaderName::ListId), ("list_post", HeaderName::ListPost)] {
        if let Some(value) = message.header_raw(field).map(collapse_white_space).filter(|value| !value.is_empty()) {
            draft.extra.insert(name.to_owned(), value.trim().into());
        }
    }
}

/// The date of a header without the name of the zone that often stands behind it: `… +0200 (CEST)`.
fn without_comment(date: &str) -> &str {
    date.split('(').next().unwrap_or(date).trim()
}

/// Where the list keeps the mail for all to read (RFC 5064).
fn archived_at(message: &Message<'_>) -> Option<String> {
    let value = address_field(message, "Archived-At")?;
    let url = value.trim_matches(['<', '>']);
    is_web_address(url).then(|| url.to_owned())
}
