//! What stands before the first record of a document: its encoding, its entities, and what the records are part of.

use std::borrow::Cow;

use encoding_rs::Encoding;

use crate::markup::{Element, Entities, parse_html, parse_xml, parse_xml_start};
use crate::record::Rejection;
use crate::text_encoding::{Decoded, decode};

/// What the records of one document share.
#[derive(Default)]
pub(in crate::readers) struct Prologue {
    encoding: Option<&'static Encoding>,
    entities: Entities,
    text: String,
}

impl Prologue {
    pub(super) fn new(bytes: &[u8]) -> Self {
        let encoding = declared_encoding(bytes);
        let prologue = Self { encoding, ..Self::default() };
        let text = prologue.decode(bytes).text.into_owned();
        Self { encoding, entities: Entities::declared_in(&text), text }
    }

    /// The beginning of the document as a tree, as far as it is XML.
    pub(in crate::readers) fn tree(&self) -> Element {
        parse_xml_start(&self.text, &self.entities)
    }

    /// Parses a record of XML; the root has no name and holds it.
    ///
    /// # Errors
    /// As [`parse_xml`].
    pub(in crate::readers) fn parse_xml(&self, bytes: &[u8]) -> Result<(Element, Option<String>), Rejection> {
        let Decoded { text, note } = self.decode(bytes);
        Ok((parse_xml(&text, &self.entities)?, note))
    }

    /// Parses a record of HTML; the root has no name and holds it.
    ///
    /// # Errors
    /// As [`parse_html`].
    pub(in crate::readers) fn parse_html(&self, bytes: &[u8]) -> Result<(Element, Option<String>), Rejection> {
        let Decoded { text, note } = self.decode(bytes);
        Ok((parse_html(&text)?, note))
    }

    /// Decodes by what the document declares, where it is not plainly UTF-8.
    fn decode<'a>(&self, bytes: &'a [u8]) -> Decoded<'a> {
        match self.encoding {
            Some(encoding) if std::str::from_utf8(bytes).is_err() => {
                let (text, _) = encoding.decode_without_bom_handling(bytes);
                Decoded { text: Cow::Owned(text.into_owned()), note: None }
            }
            _ => decode(bytes),
        }
    }
}

/// The encoding that an XML declaration or a `meta` element names. UTF-16 has come off before.
fn declared_encoding(prologue: &[u8]) -> Option<&'static Encoding> {
    let after = |mark: &[u8]| {
        let lower = prologue.to_ascii_lowercase();
        let at = memchr::memmem::find(&lower, mark)? + mark.len();
        let rest = lower[at..].trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
        let rest = rest.strip_prefix(b"\"").or_else(|| rest.strip_prefix(b"'")).unwrap_or(rest);
        let end = rest.iter().position(|byte| matches!(byte, b'"' | b'\'' | b'>' | b' ' | b';' | b'?' | b'/'))?;
        Encoding::for_label(&rest[..end])
    };
    let found = after(b"encoding").or_else(|| after(b"charset"))?;
    (found.is_ascii_compatible() && found != encoding_rs::UTF_8).then_some(found)
}
