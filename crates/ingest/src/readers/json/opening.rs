//! How the items of a document begin, by which the next one is found after a broken one.

use super::scan::first_value;

/// White space before an item counts up to this (bytes); deeper indents are no help.
const LEAD_BYTES: usize = 64;
/// A first key is looked for in so many bytes of an item.
const KEY_BYTES: usize = 256;
/// A pattern is no longer than this (bytes).
pub(super) const PATTERN_BYTES: usize = KEY_BYTES;

/// Where items begin lines, the line end and indent before them: no line within an item has the same. Where they do
/// not, their first key: `{"id"`. Before any is known, an opening brace.
#[derive(Default)]
pub(super) struct Opening {
    pattern: Vec<u8>,
    begins_lines: bool,
}

impl Opening {
    /// Learns from an item and the white space before it. What does not begin like an object teaches nothing.
    pub(super) fn learn(&mut self, lead: &Lead, item: &[u8]) {
        let head = &item[..item.len().min(KEY_BYTES)];
        let Some(inner) = head.strip_prefix(b"{") else {
            return;
        };
        let key = inner.trim_ascii_start();
        let key_length = Some(key).filter(|key| key.starts_with(b"\"")).and_then(first_value).map_or(0, <[u8]>::len);
        self.begins_lines = !lead.0.is_empty();
        self.pattern.clear();
        if self.begins_lines {
            self.pattern.extend_from_slice(&lead.0);
            self.pattern.push(b'{');
        } else {
            self.pattern.extend_from_slice(&head[..head.len() - key.len() + key_length]);
        }
    }

    pub(super) fn is_known(&self) -> bool {
        !self.pattern.is_empty()
    }

    /// Whether what is found is an item for certain, and not an object within one that begins with the same key.
    pub(super) fn is_certain(&self) -> bool {
        self.begins_lines
    }

    /// Where the next item seems to begin at or after `from`, or the white space before it.
    pub(super) fn find(&self, bytes: &[u8], from: usize) -> Option<usize> {
        let pattern = if self.is_known() { self.pattern.as_slice() } else { b"{" };
        memchr::memmem::find(bytes.get(from..)?, pattern).map(|at| from + at)
    }
}

/// The line end and indent before an item, or nothing where it does not begin a line.
pub(super) struct Lead(Vec<u8>);

impl Lead {
    /// That of an item at the start of the stream.
    pub(super) fn of_first() -> Self {
        Self(b"\n".to_vec())
    }

    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    /// Takes the next white space and commas.
    pub(super) fn extend(&mut self, blanks: &[u8]) {
        for blank in blanks {
            match blank {
                b'\n' => {
                    self.0.clear();
                    self.0.push(b'\n');
                }
                b',' => self.0.clear(),
                _ if self.0.is_empty() => {}
                _ if self.0.len() == LEAD_BYTES => self.0.clear(),
                _ => self.0.push(*blank),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::first_key(b" ", b"{ \"id\": 1}", b"{\"id\"}, { \"id\"", 8)]
    #[case::indent(b",\r\n  ", b"{\"id\": 1}", b"x: {\n    {\n  {", 10)]
    #[case::no_object(b"", b"12", b"34, {", 4)]
    #[case::empty_object(b"", b"{}", b"34, {", 4)]
    fn the_next_item_is_found(#[case] blanks: &[u8], #[case] item: &[u8], #[case] bytes: &[u8], #[case] at: usize) {
        let (mut opening, mut lead) = (Opening::default(), Lead(vec![]));
        lead.extend(blanks);
        opening.learn(&lead, item);
        assert_eq!(opening.find(bytes, 0), Some(at));
        assert_eq!(opening.find(bytes, at + 1), None);
    }
}
