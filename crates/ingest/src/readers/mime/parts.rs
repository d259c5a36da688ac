//! The parts of a mail or saved page: found by the parser, decoded here, so that a page keeps its own bytes and what is
//! said of their encoding.

use std::borrow::Cow;

use mail_parser::{HeaderName, Message, MessageParser, MessagePart, MimeHeaders, PartType};

use super::transfer;

/// A longer line (bytes) parts nothing (RFC 2046, 5.1.1, allows 70 characters and two dashes).
const LONGEST_BOUNDARY: usize = 200;

/// A part that holds no further parts.
pub(super) struct Part<'a> {
    /// The media type in lower case.
    pub(super) media: String,
    pub(super) charset: Option<String>,
    /// Where the content is from.
    pub(super) location: Option<String>,
    /// The id by which other parts name it, without `<>`.
    pub(super) id: Option<String>,
    pub(super) is_attachment: bool,
    transfer: String,
    encoded: Cow<'a, [u8]>,
}

impl Part<'_> {
    /// The content, with the transfer encoding undone.
    pub(super) fn content(&self) -> Cow<'_, [u8]> {
        transfer::decode(&self.transfer, Cow::Borrowed(&self.encoded))
    }

    pub(super) fn is_page(&self) -> bool {
        !self.is_attachment && matches!(self.media.as_str(), "text/html" | "application/xhtml+xml")
    }

    pub(super) fn is_text(&self) -> bool {
        !self.is_attachment && self.media == "text/plain"
    }

    fn into_owned(self) -> Part<'static> {
        let Self { media, charset, location, id, is_attachment, transfer, encoded } = self;
        Part { media, charset, location, id, is_attachment, transfer, encoded: Cow::Owned(encoded.into_owned()) }
    }
}

/// The parts of a parsed message in order, and a note where the lines between them are missing. Messages attached to
/// the message are left out.
pub(super) fn read_parts<'a>(message: &Message<'_>, bytes: &'a [u8]) -> (Vec<Part<'a>>, Option<String>) {
    let (mut parts, mut note) = (Vec::new(), None);
    for part in &message.parts {
        if matches!(part.body, PartType::Multipart(_) | PartType::Message(_)) {
            continue;
        }
        let part = read_part(part, bytes);
        if part.media.starts_with("multipart/") {
            note = Some("the lines that part it are missing or not named; its parts were guessed".to_owned());
            parts.extend(guess_parts(&part.encoded));
        } else {
            parts.push(part);
        }
    }
    (parts, note)
}

fn read_part<'a>(part: &MessagePart<'_>, bytes: &'a [u8]) -> Part<'a> {
    let kind = part.content_type();
    let media = kind.map(|kind| format!("{}/{}", kind.ctype(), kind.subtype().unwrap_or_default()));
    let text = |name: HeaderName<'static>| {
        let header = part.headers.iter().rev().find(|header| header.name == name);
        header.and_then(|header| header.value.as_text()).map(|text| text.trim().to_owned())
    };
    let encoded = bytes.get(part.offset_body as usize..part.offset_end as usize).unwrap_or_default();
    Part {
        media: media.unwrap_or_else(|| "text/plain".to_owned()).to_ascii_lowercase(),
        charset: kind.and_then(|kind| kind.attribute("charset")).map(ToOwned::to_owned),
        location: text(HeaderName::ContentLocation),
        id: text(HeaderName::ContentId).map(|id| id.trim_matches(['<', '>']).to_owned()),
        is_attachment: part.content_disposition().is_some_and(|kind| kind.ctype().eq_ignore_ascii_case("attachment")),
        transfer: text(HeaderName::ContentTransferEncoding).unwrap_or_default().to_ascii_lowercase(),
        encoded: Cow::Borrowed(encoded),
    }
}

/// The parts of a body whose parting lines are not those that its header names: taken apart at the first line that
/// looks like one, or else taken for one part.
fn guess_parts(body: &[u8]) -> Vec<Part<'static>> {
    let lines = body.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
    let boundary = lines.filter(|line| line.len() <= LONGEST_BOUNDARY).find_map(|line| {
        let boundary = line.strip_prefix(b"--").filter(|boundary| !boundary.is_empty())?;
        boundary.iter().all(|byte| byte.is_ascii_graphic() && *byte != b'"').then_some(boundary)
    });
    let head = boundary.map(|boundary| {
        format!("Content-Type: multipart/related; boundary=\"{}\"\r\n\r\n", String::from_utf8_lossy(boundary))
    });
    let whole = [head.unwrap_or_default().as_bytes(), body.trim_ascii_start()].concat();
    let Some(message) = MessageParser::default().parse(whole.as_slice()) else {
        return Vec::new();
    };
    let leaves =
        message.parts.iter().filter(|part| !matches!(part.body, PartType::Multipart(_) | PartType::Message(_)));
    leaves
        .map(|part| read_part(part, &whole).into_owned())
        .filter(|part| !part.media.starts_with("multipart/"))
        .collect()
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
