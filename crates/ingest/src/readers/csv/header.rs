//! The first row: which character parts the cells, and what the columns are called.

use super::row::{RowEnd, RowScanner, cells};
use crate::Field;
use crate::text_encoding::decode;

/// A column's name is no longer than this (bytes); a longer one is text.
const NAME_BYTES: usize = 100;

/// A header as it looks with the delimiter that fits best.
pub(super) struct Header {
    pub(super) delimiter: u8,
    pub(super) names: Vec<String>,
    /// How many of the names are usual names of a field.
    pub(super) known: usize,
    /// The length of the row without its line end (bytes).
    pub(super) length: usize,
}

impl Header {
    /// Reads the header at the start of `bytes`; a row that does not end in them is taken as far as it is there.
    pub(super) fn read(bytes: &[u8]) -> Self {
        let candidates = [b',', b';', b'\t', b'|'].map(|delimiter| {
            let end = match RowScanner::new(delimiter).scan(bytes) {
                RowEnd::At(end) => end,
                RowEnd::Beyond | RowEnd::Swallowed => memchr::memchr(b'\n', bytes).unwrap_or(bytes.len()),
            };
            let length = end - usize::from(bytes[..end].ends_with(b"\r"));
            let text = decode(&bytes[..length]).text;
            let names: Vec<_> = cells(&text, delimiter, 0).iter().map(|name| name.trim().to_owned()).collect();
            let known = names.iter().filter(|name| Field::guess(name).is_some()).count();
            Self { delimiter, names, known, length }
        });
        // Of equals the last is the greatest, and the comma is the usual one.
        let best = candidates.into_iter().rev().max_by_key(|header| (header.known, header.names.len()));
        best.unwrap_or(Self { delimiter: b',', names: vec![], known: 0, length: 0 })
    }

    /// Whether the names could be column names at all.
    pub(super) fn is_plausible(&self) -> bool {
        self.names.iter().all(|name| name.len() <= NAME_BYTES) && self.names.iter().any(|name| !name.is_empty())
    }

    /// The name of a column, counted from 0; columns without one are called by their number.
    pub(super) fn name(&self, column: usize) -> String {
        let name = self.names.get(column).filter(|name| !name.is_empty());
        name.cloned().unwrap_or_else(|| format!("column {}", column + 1))
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("id,title,text\n1,a,b\n", b',', &["id", "title", "text"])]
    #[case("id;title;\"text, long\"\r\n", b';', &["id", "title", "text, long"])]
    #[case("\u{feff}\"title\"\ttext", b'\t', &["title", "text"])]
    #[case("url|title|a,b,c,d", b'|', &["url", "title", "a,b,c,d"])]
    #[case("title\n", b',', &["title"])]
    #[case("", b',', &[""])]
    fn the_delimiter_is_the_one_that_gives_known_names(
        #[case] text: &str,
        #[case] delimiter: u8,
        #[case] names: &[&str],
    ) {
        let header = Header::read(text.as_bytes());
        assert_eq!(char::from(header.delimiter), char::from(delimiter));
        assert_eq!(header.names, names);
    }
}
