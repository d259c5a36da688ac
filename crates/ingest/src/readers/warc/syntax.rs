//! The headers of WARC files (ISO 28500; WARC 0.9 to 1.1).

use super::header::{Header, Kind, Parsed, Syntax};

/// WARC files.
pub(super) struct WarcSyntax;

/// How a header begins: `WARC/1.0`, of which the digits may differ.
const MAGIC: &[u8] = b"WARC/";
const FIRST_LINE: usize = MAGIC.len() + 3;

impl Syntax for WarcSyntax {
    fn name(&self) -> &'static str {
        "WARC"
    }

    fn separators(&self) -> &'static [&'static [u8]] {
        // A payload may well have a line that begins like a record.
        &[b"\n\r\n", b"\n\n"]
    }

    fn lookahead(&self) -> usize {
        64
    }

    fn begins(&self, bytes: &[u8]) -> bool {
        let version = bytes.strip_prefix(MAGIC);
        version.is_some_and(|version| matches!(version, [b'0'..=b'9', b'.', b'0'..=b'9', ..]))
    }

    fn parse(&self, bytes: &[u8]) -> Parsed {
        if !self.begins(bytes) {
            let may_begin = bytes.len() < FIRST_LINE && (MAGIC.starts_with(bytes) || bytes.starts_with(MAGIC));
            return if may_begin { Parsed::Incomplete } else { Parsed::Broken };
        }
        let mut header = Header::new(Kind::Other, 0, None);
        let mut fields: Vec<(String, String)> = Vec::new();
        let mut at = 0;
        for line in bytes.split_inclusive(|byte| *byte == b'\n') {
            let Some(text) = line.strip_suffix(b"\n") else {
                return Parsed::Incomplete;
            };
            let is_first = at == 0;
            if !is_first && self.begins(text) {
                // The one before has lost its end.
                return Parsed::Broken;
            }
            at += line.len();
            let text = String::from_utf8_lossy(text);
            if text.trim().is_empty() {
                header.length = at;
                for (name, value) in fields {
                    set(&mut header, &name, value.trim());
                }
                return Parsed::Whole(Box::new(header));
            }
            if is_first {
                continue;
            }
            if let Some((name, value)) = text.split_once(':').filter(|_| !text.starts_with([' ', '\t'])) {
                fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
            } else if let Some((_, value)) = fields.last_mut() {
                // A value may go on in the next line.
                value.push(' ');
                value.push_str(text.trim());
            }
        }
        Parsed::Incomplete
    }
}

fn set(header: &mut Header, name: &str, value: &str) {
    // wget 1.14 put addresses in brackets.
    let bare = || Some(value.trim_start_matches('<').trim_end_matches('>').to_owned());
    let whole = || Some(value.to_owned());
    match name {
        "warc-type" => {
            header.kind = match value.to_ascii_lowercase().as_str() {
                "response" => Kind::Response,
                "resource" | "conversion" => Kind::Resource,
                "revisit" => Kind::Revisit,
                _ => Kind::Other,
            }
        }
        "content-length" => header.block = value.parse().ok(),
        "content-type" => header.media = whole(),
        "warc-target-uri" => header.url = bare(),
        "warc-date" => header.captured = whole(),
        "warc-record-id" => header.id = bare(),
        "warc-payload-digest" => header.digest = whole(),
        "warc-refers-to" => header.refers_to = bare(),
        "warc-refers-to-target-uri" => header.refers_to_url = bare(),
        "warc-refers-to-date" => header.refers_to_date = whole(),
        "warc-segment-number" => header.is_segment = true,
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_read_whatever_its_lines_end_with() {
        let text = "WARC/1.0\r\nwarc-type: Response\r\nWARC-Target-URI: <http://a.example/\r\n x>\r\nContent-Length: 5\r\n\r\nHello";
        for (text, length) in [(text.to_owned(), text.len() - 5), (text.replace('\r', ""), text.len() - 5 - 6)] {
            let Parsed::Whole(header) = WarcSyntax.parse(text.as_bytes()) else { panic!("{text:?}") };
            assert_eq!((header.kind, header.length, header.block), (Kind::Response, length, Some(5)));
            assert_eq!(header.url.as_deref(), Some("http://a.example/ x"));
        }
        assert_eq!(WarcSyntax.parse(&text.as_bytes()[..30]), Parsed::Incomplete);
        assert_eq!(WarcSyntax.parse(b"WARCs are\n\n"), Parsed::Broken);
    }

    #[test]
    fn records_are_found_at_starts_of_lines() {
        let bytes = b"see WARC/1.0\nWARC/x\r\n\r\nWARC/1.1\r\n";
        assert_eq!(WarcSyntax.find(bytes, 0), Some(24 - 1));
        assert_eq!(WarcSyntax.find(bytes, 24), None);
    }
}
