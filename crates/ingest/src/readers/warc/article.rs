//! One record of a web archive to a draft: the payload is taken out of it and given to whatever reads its kind.

use std::borrow::Cow;
use std::sync::Arc;

use cuttings_core::Draft;
use encoding_rs::Encoding;

use super::header::{Header, Parsed, Syntax};
use super::http::Answer;
use super::select::{charset, has_answer, media_type};
use crate::FieldMap;
use crate::page::{Page, read_page};
use crate::readers::json::JsonObject;
use crate::readers::text::PlainText;
use crate::readers::{HEAD_BYTES, Head, unsupported};
use crate::record::{ReadRecord, Rejection};

/// How far into a payload its markup is looked for (bytes).
const MARKUP_HEAD: usize = 1024;

/// Reads the raw bytes of a record: its header and its block.
pub(super) struct Article {
    pub(super) syntax: &'static dyn Syntax,
    pub(super) fields: Arc<FieldMap>,
    /// What a payload may unpack to, in bytes.
    pub(super) limit: u64,
    /// The raw bytes of the record that this one says it is the same as.
    pub(super) same_as: Option<Arc<[u8]>>,
    /// What was wrong with the record's bounds.
    pub(super) note: Option<String>,
}

/// What is in a record.
struct Payload<'a> {
    bytes: Cow<'a, [u8]>,
    /// The media type as it was sent.
    media: Option<String>,
    note: Option<String>,
}

impl ReadRecord for Article {
    fn read(&self, bytes: &[u8]) -> Result<Draft, Rejection> {
        let header = self.header(bytes)?;
        let payload = match &self.same_as {
            None => self.payload(&header, bytes)?,
            Some(earlier) => self.payload(&*self.header(earlier)?, earlier)?,
        };
        let mut draft = self.read_payload(&header, &payload)?;
        draft.notes.extend(payload.note.into_iter().chain(self.note.clone()));
        Ok(draft)
    }
}

impl Article {
    fn header(&self, bytes: &[u8]) -> Result<Box<Header>, Rejection> {
        match self.syntax.parse(bytes) {
            Parsed::Whole(header) => Ok(header),
            _ => Err(Rejection::new(format!("is no {} record", self.syntax.name()))),
        }
    }

    fn payload<'a>(&self, header: &Header, bytes: &'a [u8]) -> Result<Payload<'a>, Rejection> {
        let block = &bytes[header.length..];
        let Some(answer) = Answer::parse(block).filter(|_| has_answer(header)) else {
            return Ok(Payload { bytes: block.into(), media: header.media.clone(), note: None });
        };
        let (bytes, note) = answer.body(&block[answer.length..], self.limit).map_err(Rejection::new)?;
        Ok(Payload { bytes, media: answer.field("content-type").map(ToOwned::to_owned), note })
    }

    fn read_payload(&self, header: &Header, payload: &Payload<'_>) -> Result<Draft, Rejection> {
        let bytes = &*payload.bytes;
        if bytes.trim_ascii().is_empty() {
            return Err(Rejection::new("holds an empty page"));
        }
        let media = media_type(payload.media.as_deref()).unwrap_or_default();
        let charset = payload.media.as_deref().and_then(charset);
        let (url, captured) = (header.url.as_deref(), header.captured.as_deref());
        let is_page = matches!(media.as_str(), "text/html" | "application/xhtml+xml");
        let head =
            Head { bytes: &bytes[..bytes.len().min(HEAD_BYTES)], complete: bytes.len() <= HEAD_BYTES, extension: "" };
        if looks_like_page(bytes) || (is_page && !looks_like_json(bytes) && !is_binary(&head)) {
            return read_page(&Page { bytes, charset, url, captured });
        }
        if let Some(rejection) = unsupported(&head) {
            return Err(rejection);
        }
        let mut draft = match media.as_str() {
            _ if looks_like_json(bytes) => JsonObject::item(Arc::clone(&self.fields)).read(bytes)?,
            media if media.ends_with("json") => return Err(Rejection::new("holds JSON that is no single object")),
            "" | "application/octet-stream" | "application/http" | "text/html" | "text/markdown" | "text/plain" => {
                PlainText.read(&to_utf8(bytes, charset))?
            }
            other => return Err(Rejection::new(format!("holds {other}, which is not read from web archives"))),
        };
        draft.url = draft.url.or_else(|| header.url.clone());
        if let Some(captured) = captured {
            draft.extra.entry("captured").or_insert_with(|| captured.into());
        }
        Ok(draft)
    }
}

/// Whether the bytes begin as a page does, whatever they were sent as.
fn looks_like_page(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(MARKUP_HEAD)]).to_ascii_lowercase();
    let start = text.trim_start_matches('\u{feff}').trim_start();
    start.starts_with('<') && (text.contains("<!doctype html") || text.contains("<html"))
}

fn looks_like_json(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii();
    text.starts_with(b"{") && text.ends_with(b"}")
}

/// Whether the bytes are something else than text by their looks.
fn is_binary(head: &Head<'_>) -> bool {
    !head.text_start().starts_with(b"<") && unsupported(head).is_some()
}

/// A text in the encoding that its server names, if that is not UTF-8.
fn to_utf8<'a>(bytes: &'a [u8], charset: Option<&str>) -> Cow<'a, [u8]> {
    let encoding = charset.and_then(|label| Encoding::for_label(label.as_bytes()));
    let is_utf8 = std::str::from_utf8(bytes).is_ok();
    match encoding.filter(|encoding| *encoding != encoding_rs::UTF_8 && !is_utf8) {
        Some(encoding) => encoding.decode(bytes).0.into_owned().into_bytes().into(),
        None => bytes.into(),
    }
}
