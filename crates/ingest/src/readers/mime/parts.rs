//! The parts of a mail or saved page. Headers are read by the parser; the bodies are taken apart here, so that a page
//! keeps its own bytes and what is said of their encoding, and depth costs nothing.

use std::borrow::Cow;

use mail_parser::{HeaderName, Message, MessageParser, MimeHeaders};

use super::transfer;

/// Parts within parts are taken apart so deep, and so many of them; no program writes more.
const DEEPEST: usize = 20;
const MOST_PARTS: usize = 10_000;
/// A longer line (bytes) parts nothing (RFC 2046, 5.1.1, allows 70 characters and two dashes).
const LONGEST_BOUNDARY: usize = 200;
/// What is said where a boundary had to be guessed.
const GUESSED: &str = "the lines that part it are missing or not named; its parts were guessed";

/// A part that holds no further parts.
#[derive(Default)]
pub(super) struct Part<'a> {
    /// The media type in lower case.
    pub(super) media: String,
    pub(super) charset: Option<String>,
    /// Where the content is from.
    pub(super) location: Option<String>,
    /// The id by which other parts name it, without `<>`.
    pub(super) id: Option<String>,
    pub(super) is_attachment: bool,
    /// What parts it, if it has parts.
    boundary: Option<String>,
    transfer: String,
    encoded: &'a [u8],
}

impl<'a> Part<'a> {
    /// The content, with the transfer encoding undone.
    pub(super) fn content(&self) -> Cow<'a, [u8]> {
        transfer::decode(&self.transfer, Cow::Borrowed(self.encoded))
    }

    pub(super) fn is_page(&self) -> bool {
        !self.is_attachment && matches!(self.media.as_str(), "text/html" | "application/xhtml+xml")
    }

    pub(super) fn is_text(&self) -> bool {
        !self.is_attachment && self.media == "text/plain"
    }

    /// Reads the header of a part, which begins with an empty line where there is none.
    fn read(bytes: &'a [u8]) -> Self {
        let plain = |encoded| Self { media: "text/plain".to_owned(), encoded, ..Self::default() };
        if let Some(encoded) = bytes.strip_prefix(b"\r\n").or_else(|| bytes.strip_prefix(b"\n")) {
            return plain(encoded);
        }
        let Some(message) = MessageParser::default().parse_headers(bytes) else {
            return plain(bytes);
        };
        Self::of_message(&message, bytes)
    }

    /// The whole of a message whose header is read.
    fn of_message(message: &Message<'_>, bytes: &'a [u8]) -> Self {
        let Some(root) = message.parts.first() else {
            return Self { encoded: bytes, ..Self::default() };
        };
        let kind = root.content_type();
        let media = kind.map(|kind| format!("{}/{}", kind.ctype(), kind.subtype().unwrap_or_default()));
        let attribute = |name: &str| kind.and_then(|kind| kind.attribute(name)).map(ToOwned::to_owned);
        let text = |name: HeaderName<'static>| {
            let header = root.headers.iter().rev().find(|header| header.name == name);
            header.and_then(|header| header.value.as_text()).map(|text| text.trim().to_owned())
        };
        let disposition = root.content_disposition();
        Self {
            media: media.unwrap_or_else(|| "text/plain".to_owned()).to_ascii_lowercase(),
            charset: attribute("charset"),
            location: text(HeaderName::ContentLocation),
            id: text(HeaderName::ContentId).map(|id| id.trim_matches(['<', '>']).to_owned()),
            is_attachment: disposition.is_some_and(|kind| kind.ctype().eq_ignore_ascii_case("attachment")),
            boundary: attribute("boundary"),
            transfer: text(HeaderName::ContentTransferEncoding).unwrap_or_default().to_ascii_lowercase(),
            encoded: body(bytes, root.headers.last().map_or(0, |header| header.offset_end as usize)),
        }
    }
}

/// What stands behind the first empty line from `header_end` on.
fn body(bytes: &[u8], header_end: usize) -> &[u8] {
    let mut rest = bytes.get(header_end..).unwrap_or_default();
    while let Some(end) = memchr::memchr(b'\n', rest) {
        let line = &rest[..end];
        rest = &rest[end + 1..];
        if line.trim_ascii().is_empty() {
            return rest;
        }
    }
    &[]
}

/// The parts of a message in order, and a note where the lines between them are missing. Messages attached to the
/// message are left as they are. `message` is its header.
pub(super) fn read_parts<'a>(message: &Message<'_>, bytes: &'a [u8]) -> (Vec<Part<'a>>, Option<&'static str>) {
    let mut parts = Parts::default();
    parts.add(Part::of_message(message, bytes), 0);
    (parts.leaves, parts.is_guessed.then_some(GUESSED))
}

#[derive(Default)]
struct Parts<'a> {
    leaves: Vec<Part<'a>>,
    is_guessed: bool,
}

impl<'a> Parts<'a> {
    fn add(&mut self, part: Part<'a>, depth: usize) {
        if !part.media.starts_with("multipart/") || depth >= DEEPEST {
            self.leaves.push(part);
            return;
        }
        let body = part.encoded;
        let mut pieces = part.boundary.as_deref().map(|boundary| split(body, boundary.as_bytes())).unwrap_or_default();
        if pieces.is_empty() {
            self.is_guessed = true;
            pieces = guess_boundary(body).map(|boundary| split(body, boundary)).unwrap_or_default();
        }
        if pieces.is_empty() {
            // One part, whose header follows that of the whole.
            pieces.push(body.trim_ascii_start());
        }
        for piece in pieces {
            if self.leaves.len() < MOST_PARTS {
                self.add(Part::read(piece), depth + 1);
            }
        }
    }
}

/// What stands behind each line of two dashes and the boundary, up to the next or to the end.
fn split<'a>(body: &'a [u8], boundary: &[u8]) -> Vec<&'a [u8]> {
    let (mut pieces, mut start, mut at) = (Vec::new(), None, 0);
    for line in body.split_inclusive(|byte| *byte == b'\n') {
        let text = line.trim_ascii_end();
        let rest = text.strip_prefix(b"--").and_then(|text| text.strip_prefix(boundary));
        if let Some(rest) = rest.filter(|rest| matches!(*rest, b"" | b"--")) {
            // The line end before it is part of it.
            pieces.extend(start.map(|start| without_line_end(&body[start..at])));
            start = rest.is_empty().then_some(at + line.len());
            if start.is_none() || pieces.len() >= MOST_PARTS {
                return pieces;
            }
        }
        at += line.len();
    }
    pieces.extend(start.map(|start| &body[start..]));
    pieces
}

fn without_line_end(bytes: &[u8]) -> &[u8] {
    let bytes = bytes.strip_suffix(b"\n").unwrap_or(bytes);
    bytes.strip_suffix(b"\r").unwrap_or(bytes)
}

/// The boundary of the first line that looks as if it had one.
fn guess_boundary(body: &[u8]) -> Option<&[u8]> {
    let lines = body.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii_end);
    lines.filter(|line| line.len() <= LONGEST_BOUNDARY).find_map(|line| {
        let boundary = line.strip_prefix(b"--").filter(|boundary| !boundary.is_empty())?;
        boundary.iter().all(u8::is_ascii_graphic).then_some(boundary)
    })
}

/// An address in a field of the header that the parser does not know; a long one is folded onto several lines.
pub(super) fn address_field(message: &Message<'_>, name: &str) -> Option<String> {
    let (_, value) = message.headers_raw().find(|(field, _)| field.eq_ignore_ascii_case(name))?;
    let value: String = value.split_whitespace().collect();
    (!value.is_empty()).then_some(value)
}

/// Whether an address is one of the web.
pub(super) fn is_web_address(url: &str) -> bool {
    ["http://", "https://"].iter().any(|scheme| url.get(..scheme.len()).is_some_and(|s| s.eq_ignore_ascii_case(scheme)))
}
