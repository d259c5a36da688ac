//! The header of a mail or a saved page, as far as it tells what the file is.

/// Fields that only software writes, so that a text with a "From:" at its top is no mail.
const OF_MAIL: &[&str] = &[
    "message-id",
    "received",
    "return-path",
    "delivered-to",
    "mime-version",
    "dkim-signature",
    "list-id",
    "list-unsubscribe",
    "x-mailer",
];
/// Fields that a mail has by what it is.
const USUAL: &[&str] = &["from", "to", "date", "subject", "sender"];

/// The fields of a header: names in lower case, and values as they are written.
pub(super) struct Fields(Vec<(String, String)>);

impl Fields {
    /// Reads the header that the bytes begin with; `None` where they begin with something else.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let mut fields: Vec<(String, String)> = Vec::new();
        for line in bytes.split_inclusive(|byte| *byte == b'\n') {
            let text = line.trim_ascii();
            if text.is_empty() {
                break;
            }
            if line.starts_with(b" ") || line.starts_with(b"\t") {
                let (_, value) = fields.last_mut()?;
                value.push(' ');
                value.push_str(&String::from_utf8_lossy(text));
                continue;
            }
            let colon = memchr::memchr(b':', text).filter(|at| is_name(&text[..*at]));
            match colon {
                Some(at) => {
                    let value = String::from_utf8_lossy(text[at + 1..].trim_ascii()).into_owned();
                    fields.push((String::from_utf8_lossy(&text[..at]).to_ascii_lowercase(), value));
                }
                // The head ends within a line.
                None if !line.ends_with(b"\n") => break,
                None => return None,
            }
        }
        (!fields.is_empty()).then_some(Self(fields))
    }

    fn value(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    fn has_any(&self, names: &[&str]) -> bool {
        names.iter().any(|name| self.value(name).is_some())
    }

    /// Whether a mail begins so.
    pub(super) fn are_of_mail(&self, extension: &str) -> bool {
        self.has_any(USUAL) && (self.has_any(OF_MAIL) || extension == "eml")
    }

    /// Whether a saved page begins so: browsers say that they saved it, or where it is from, or send it to nobody.
    pub(super) fn are_of_saved_page(&self, extension: &str) -> bool {
        let media = self.value("content-type").unwrap_or_default().to_ascii_lowercase();
        let is_related = media.starts_with("multipart/related");
        let is_saved =
            self.value("from").is_some_and(|from| from.trim_start_matches(['<', '"']).starts_with("Saved by"));
        let is_page = is_related || media.starts_with("text/html") || media.starts_with("multipart/");
        self.value("snapshot-content-location").is_some()
            || (is_saved && is_page)
            || (is_page && matches!(extension, "mht" | "mhtml"))
            || (is_related && !self.has_any(&["to", "message-id", "received"]))
    }
}

/// Whether the bytes can name a field (RFC 5322, 2.2).
fn is_name(bytes: &[u8]) -> bool {
    !bytes.is_empty() && bytes.iter().all(|byte| matches!(byte, b'!'..=b'~'))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    const MAIL: (bool, bool) = (true, false);
    const PAGE: (bool, bool) = (true, true);
    const NEITHER: (bool, bool) = (false, false);

    #[rstest]
    #[case::mail("From: a\r\nMessage-ID: <b>\r\n\r\nText", "", MAIL)]
    #[case::later_fields("Received: from a\r\n\tby b\r\nSubject: c\r\n\r\n", "", MAIL)]
    #[case::named_so("From: a\nSubject: b\n\nText", "eml", MAIL)]
    #[case::with_images("From: a\nTo: b\nMIME-Version: 1.0\nContent-Type: multipart/related; a=b\n\n", "", MAIL)]
    #[case::cut_off("From: a\r\nMessage-ID: <b>\r\nX-Long", "", MAIL)]
    #[case::text_with_lines_at_its_top("From: a\nDate: 1 May 2020\n\nText", "", NEITHER)]
    #[case::prose("Received: a parcel.\nIt was not opened.\n", "", NEITHER)]
    #[case::continued_from_nothing(" a\nMessage-ID: b\n\n", "", NEITHER)]
    #[case::saved(
        "From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: multipart/related;\n type=\"text/html\"\n\n",
        "",
        PAGE
    )]
    #[case::saved_long_ago(
        "From: \"Saved by Internet Explorer\"\nMIME-Version: 1.0\nContent-Type: text/html; charset=a\n\n",
        "",
        PAGE
    )]
    #[case::to_nobody("Subject: a\nMIME-Version: 1.0\nContent-Type: multipart/related\n\n", "", PAGE)]
    #[case::nothing("", "", NEITHER)]
    fn the_header_tells_what_a_file_is(#[case] text: &str, #[case] extension: &str, #[case] expected: (bool, bool)) {
        let found = Fields::read(text.as_bytes());
        let found = found.map(|fields| (fields.are_of_mail(extension), fields.are_of_saved_page(extension)));
        assert_eq!(found.unwrap_or(NEITHER), expected);
    }
}
