//! MHTML: a page that a browser saved with all its pictures, as a message of several parts (RFC 2557). The file is one
//! record, and its first HTML part is the page.

mod transfer;

use std::io;
use std::sync::Arc;

use cuttings_core::{Date, Draft};

use super::window::{Window, too_long};
use super::{Head, Reader, Stream};
use crate::page::{Page, read_page};
use crate::record::{Flow, Raw, ReadRecord, Record, RecordSink, Rejection};
use transfer::decode_transfer;

/// Reads pages saved as MHTML.
pub struct Mhtml;

/// How much of the head may be headers (bytes).
const HEADERS_WITHIN: usize = 8 << 10;

/// Whether a stream begins with the headers of a message of related parts: what browsers save.
pub(super) fn is_saved_page(head: &Head<'_>) -> bool {
    let text = head.text_start();
    if text.starts_with(b"From: <Saved by ") {
        return true;
    }
    let headers = Headers::parse(&text[..text.len().min(HEADERS_WITHIN)]);
    headers.get("mime-version").is_some()
        && headers.get("content-type").is_some_and(|kind| kind.to_ascii_lowercase().starts_with("multipart/related"))
}

impl Reader for Mhtml {
    fn name(&self) -> &'static str {
        "mhtml"
    }

    fn recognizes(&self, head: &Head<'_>) -> bool {
        is_saved_page(head)
    }

    fn split(&self, stream: Stream<'_>, sink: &mut dyn RecordSink) -> io::Result<Flow> {
        let limit = stream.limits.record_bytes;
        let raw = Window::new(stream.input).take_whole(limit)?;
        let reader: Result<Arc<dyn ReadRecord>, Rejection> = match &raw {
            Raw::Bytes(_) => Ok(Arc::new(Self)),
            Raw::Passed { .. } => Err(too_long(limit)),
        };
        Ok(sink.push(Record { source: stream.source, locator: String::new(), format: self.name(), raw, reader }))
    }
}

impl ReadRecord for Mhtml {
    fn read(&self, bytes: &[u8]) -> Result<Draft, Rejection> {
        let message = Headers::parse(bytes);
        let (part, body) = html_part(bytes, &message)
            .ok_or_else(|| Rejection::new("is a saved page (MHTML) of which the HTML part is missing"))?;
        let html = decode_transfer(part.get("content-transfer-encoding").unwrap_or_default(), body);
        let charset = part.get("content-type").and_then(|kind| parameter(kind, "charset"));
        let places =
            [message.get("snapshot-content-location"), part.get("content-location"), message.get("content-location")];
        let url = places.into_iter().flatten().find(|place| place.starts_with("http"));
        let captured = message.get("date").and_then(Date::parse);
        read_page(&Page {
            bytes: &html,
            charset: charset.as_deref(),
            url,
            captured: captured.as_ref().map(Date::as_iso),
        })
    }
}

/// The first part that is HTML. It is looked for by its own headers, so that a file whose boundaries are damaged is read
/// as far as it can be.
fn html_part<'a>(bytes: &'a [u8], message: &Headers) -> Option<(Headers, &'a [u8])> {
    let boundary = message.get("content-type").and_then(|kind| parameter(kind, "boundary"));
    let mut rest = bytes;
    loop {
        // Headers follow a boundary or, where those are missing, a blank line.
        let start = next_blank_line(rest)?;
        rest = rest[start..].trim_ascii_start();
        if rest.starts_with(b"--") {
            rest = &rest[memchr::memchr(b'\n', rest)? + 1..];
        }
        let part = Headers::parse(rest);
        let is_html = part.get("content-type").is_some_and(|kind| {
            let kind = kind.to_ascii_lowercase();
            kind.starts_with("text/html") || kind.starts_with("application/xhtml")
        });
        if is_html {
            let body = &rest[next_blank_line(rest)?..];
            let end = boundary.as_ref().and_then(|name| memchr::memmem::find(body, format!("\n--{name}").as_bytes()));
            return Some((part, &body[..end.unwrap_or(body.len())]));
        }
    }
}

/// Where the line after the next blank line begins.
fn next_blank_line(bytes: &[u8]) -> Option<usize> {
    memchr::memchr_iter(b'\n', bytes).find_map(|at| match &bytes[at + 1..] {
        [b'\n', ..] => Some(at + 2),
        [b'\r', b'\n', ..] => Some(at + 3),
        _ => None,
    })
}

/// The headers of a message or a part, names in lower case.
struct Headers(Vec<(String, String)>);

impl Headers {
    /// Reads lines up to a blank one; a line that begins with white space goes on with the one before.
    fn parse(bytes: &[u8]) -> Self {
        let mut headers: Vec<(String, String)> = vec![];
        for line in bytes.split(|byte| *byte == b'\n').take(200) {
            let line = String::from_utf8_lossy(line);
            let line = line.trim_end();
            if line.is_empty() {
                break;
            }
            if line.starts_with([' ', '\t']) {
                if let Some((_, value)) = headers.last_mut() {
                    value.push(' ');
                    value.push_str(line.trim_start());
                }
            } else if let Some((name, value)) = line.split_once(':') {
                headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
            }
        }
        Self(headers)
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// The value of a parameter of a header: `charset` of `text/html; charset="utf-8"`.
fn parameter(value: &str, name: &str) -> Option<String> {
    value.split(';').skip(1).find_map(|parameter| {
        let (key, value) = parameter.split_once('=')?;
        let value = value.trim().trim_matches('"');
        (key.trim().eq_ignore_ascii_case(name) && !value.is_empty()).then(|| value.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::readers::test_support::head;

    const TEXT: &str = "<p>The ferry left the quay an hour late on Tuesday, and nobody was surprised by it.</p>";

    fn saved(part: &str, body: &str) -> String {
        format!(
            "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://herald.example/late\r\nDate: Mon, 4 Mar 2024 \
             08:00:00 -0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\t\
             boundary=\"--edge--\"\r\n\r\n\r\n----edge--\r\nContent-Type: text/css\r\n\r\np {{}}\r\n----edge--\r\n{part}\r\n\r\n\
             {body}\r\n----edge----\r\n"
        )
    }

    fn read(text: &str) -> Draft {
        assert!(Mhtml.recognizes(&head(text.as_bytes(), "")));
        Mhtml.read(text.as_bytes()).unwrap()
    }

    #[rstest]
    #[case::quoted("quoted-printable", "<title>Caf=C3=A9</title>", "Café")]
    #[case::soft_line_ends("Quoted-Printable", "<title>Ca=\r\nf=C3=A9=20</title>", "Café")]
    #[case::base64("base64", "PHRpdGxlPkNhZsOp\r\nPC90aXRsZT4=", "Café")]
    #[case::plain("8bit", "<title>Café</title>", "Café")]
    fn the_html_part_is_the_page(#[case] transfer: &str, #[case] html: &str, #[case] title: &str) {
        let part = format!("Content-Type: text/html; charset=\"utf-8\"\r\nContent-Transfer-Encoding: {transfer}");
        let body = if transfer == "base64" { html.to_owned() } else { format!("{html}{TEXT}") };
        let draft = read(&saved(&part, &body));
        assert_eq!(draft.title.as_deref(), Some(title));
        assert_eq!(draft.url.as_deref(), Some("https://herald.example/late"));
        assert_eq!(draft.extra["captured"], "2024-03-04T08:00:00Z");
    }

    #[test]
    fn a_damaged_file_is_read_as_far_as_it_goes() {
        let whole = saved("Content-Type: text/html", &format!("<title>Late</title>{TEXT}"));
        let cut_off = whole.split("surprised").next().unwrap();
        assert_eq!(read(cut_off).title.as_deref(), Some("Late"));
        let without_boundaries = whole.replace("----edge--\r\n", "");
        assert_eq!(read(&without_boundaries).title.as_deref(), Some("Late"));
        let nothing = saved("Content-Type: image/png", "x");
        let reason = Mhtml.read(nothing.as_bytes()).unwrap_err().reason;
        assert_eq!(reason, "is a saved page (MHTML) of which the HTML part is missing");
    }

    #[rstest]
    #[case::other_order("MIME-Version: 1.0\nSubject: Late\nContent-Type: multipart/related; boundary=x\n\n", true)]
    #[case::mail("MIME-Version: 1.0\nContent-Type: text/plain\n\nHello", false)]
    #[case::text("Content-Type: a title about types\n\nAnd a text.", false)]
    fn saved_pages_are_known_by_their_headers(#[case] text: &str, #[case] expected: bool) {
        assert_eq!(Mhtml.recognizes(&head(text.as_bytes(), "mhtml")), expected);
    }
}
