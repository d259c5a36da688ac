//! Finds the tags of XML or HTML in a stream that comes in chunks, without building anything.

/// A longer tag (bytes) is none.
const LONGEST_TAG: usize = 16 << 10;

/// Where a tag stands in the bytes that were scanned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) start: usize,
    pub(super) end: usize,
}

/// What the next step found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    Tag(Span),
    /// Nothing more in these bytes.
    More,
}

/// A tag as it stands in the stream.
#[derive(Debug, Clone, Copy)]
pub(in crate::readers) struct Tag<'a> {
    bytes: &'a [u8],
}

impl<'a> Tag<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes }
    }

    /// Whether it ends an element.
    pub(super) fn is_end(self) -> bool {
        self.bytes.starts_with(b"</")
    }

    /// Whether it is an element by itself.
    pub(super) fn is_empty(self) -> bool {
        self.bytes.ends_with(b"/>")
    }

    /// The whole name.
    fn name(self) -> &'a [u8] {
        let rest = &self.bytes[1 + usize::from(self.is_end())..];
        let end = rest.iter().position(|byte| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>'));
        &rest[..end.unwrap_or(rest.len())]
    }

    /// The name without a prefix.
    pub(super) fn local_name(self) -> String {
        let local = self.name().rsplit(|byte| *byte == b':').next().unwrap_or_default();
        String::from_utf8_lossy(local).into_owned()
    }

    /// Whether it has this name, whatever the prefix and the case.
    pub(in crate::readers) fn is(self, name: &str) -> bool {
        let local = self.name().rsplit(|byte| *byte == b':').next().unwrap_or_default();
        local.eq_ignore_ascii_case(name.as_bytes())
    }

    /// Whether it has the same name as another, whatever the case.
    pub(super) fn is_named_as(self, name: &[u8]) -> bool {
        self.name().eq_ignore_ascii_case(name)
    }

    /// The name in an own buffer.
    pub(super) fn to_name(self) -> Vec<u8> {
        self.name().to_vec()
    }

    /// Whether these bytes are in it.
    pub(in crate::readers) fn holds(self, bytes: &[u8]) -> bool {
        memchr::memmem::find(self.bytes, bytes).is_some()
    }
}

/// Goes over a stream from tag to tag, past comments, CDATA sections and declarations.
#[derive(Debug, Default)]
pub(super) struct Scanner {
    at: usize,
    /// What ends the section that it is in.
    section: Option<&'static [u8]>,
    /// Whether sections are gone into, to find what an unclosed one has swallowed.
    is_blind: bool,
}

impl Scanner {
    /// Begins at an offset and takes sections for text.
    pub(super) fn blind(at: usize) -> Self {
        Self { at, section: None, is_blind: true }
    }

    /// How far everything has been seen.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// Whether it is within a section that has not ended.
    pub(super) fn is_in_section(&self) -> bool {
        self.section.is_some()
    }

    /// Takes note that so many bytes before [`at`](Self::at) are gone.
    pub(super) fn moved(&mut self, length: usize) {
        self.at = self.at.saturating_sub(length);
    }

    /// Leaves the section that it is in and goes on elsewhere.
    pub(super) fn restart(&mut self, at: usize) {
        (self.at, self.section) = (at, None);
    }

    /// The next tag of `bytes`, which begin where they did at the last call; `complete` where the stream ends with them.
    pub(super) fn next(&mut self, bytes: &[u8], complete: bool) -> Found {
        loop {
            if let Some(end) = self.section {
                let Some(found) = bytes.get(self.at..).and_then(|rest| memchr::memmem::find(rest, end)) else {
                    self.at = self.at.max((bytes.len() + 1).saturating_sub(end.len()));
                    return Found::More;
                };
                self.at += found + end.len();
                self.section = None;
            }
            let Some(found) = bytes.get(self.at..).and_then(|rest| memchr::memchr(b'<', rest)) else {
                self.at = self.at.max(bytes.len());
                return Found::More;
            };
            self.at += found;
            let rest = &bytes[self.at..];
            match kind(rest, self.is_blind) {
                Kind::Cut if complete => self.at += 1,
                Kind::Cut => return Found::More,
                Kind::Text => self.at += 1,
                Kind::Section { length, end } => {
                    self.at += length;
                    self.section = Some(end);
                }
                Kind::Tag => match tag_length(&rest[..rest.len().min(LONGEST_TAG)]) {
                    TagEnd::At(length) => {
                        let span = Span { start: self.at, end: self.at + length };
                        self.at = span.end;
                        return Found::Tag(span);
                    }
                    TagEnd::Beyond if !complete && rest.len() < LONGEST_TAG => return Found::More,
                    TagEnd::Beyond | TagEnd::None => self.at += 1,
                },
            }
        }
    }
}

enum Kind {
    Tag,
    Section {
        length: usize,
        end: &'static [u8],
    },
    Text,
    /// It cannot be told yet.
    Cut,
}

/// Sections: how they begin and end.
const SECTIONS: &[(&[u8], &[u8])] = &[(b"<!--", b"-->"), (b"<![CDATA[", b"]]>"), (b"<?", b"?>")];

/// What begins with this `<`.
fn kind(rest: &[u8], is_blind: bool) -> Kind {
    if !is_blind {
        for (begin, end) in SECTIONS {
            if rest.starts_with(begin) {
                return Kind::Section { length: begin.len(), end };
            }
            if begin.starts_with(rest) {
                return Kind::Cut;
            }
        }
    }
    match rest {
        [_] | [_, b'/'] => Kind::Cut,
        [_, first, ..] | [_, b'/', first, ..] if first.is_ascii_alphabetic() || *first == b'_' => Kind::Tag,
        [_, b'/', first, ..] if first.is_ascii_alphabetic() || *first == b'_' => Kind::Tag,
        _ => Kind::Text,
    }
}

enum TagEnd {
    At(usize),
    /// It goes on.
    Beyond,
    /// There is no tag: another `<` comes first.
    None,
}

/// Where a tag ends: at the first `>` outside quotes, or within them where the quotes are never closed.
fn tag_length(rest: &[u8]) -> TagEnd {
    let mut quote = None;
    let mut first_end = None;
    for (at, byte) in rest.iter().enumerate().skip(1) {
        match (byte, quote) {
            (b'<', _) => return first_end.map_or(TagEnd::None, TagEnd::At),
            (b'>', None) => return TagEnd::At(at + 1),
            (b'>', Some(_)) => first_end = first_end.or(Some(at + 1)),
            (b'"' | b'\'', None) => quote = Some(*byte),
            (_, Some(open)) if *byte == open => quote = None,
            _ => {}
        }
    }
    if rest.len() == LONGEST_TAG { first_end.map_or(TagEnd::Beyond, TagEnd::At) } else { TagEnd::Beyond }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn tags(text: &str, chunk: usize) -> Vec<String> {
        let bytes = text.as_bytes();
        let (mut scanner, mut known, mut tags) = (Scanner::default(), chunk.min(bytes.len()), vec![]);
        loop {
            match scanner.next(&bytes[..known], known == bytes.len()) {
                Found::Tag(span) => tags.push(text[span.start..span.end].to_owned()),
                Found::More if known == bytes.len() => return tags,
                Found::More => known = (known + chunk).min(bytes.len()),
            }
        }
    }

    #[rstest]
    fn tags_are_found_whatever_the_chunks(#[values(1, 3, 1000)] chunk: usize) {
        let text = "<?xml v='>'?><!-- <a> --><a b='>' c=\"<\">1 < 2<b/></a><![CDATA[<c>]]><d e='it>f<g></ g></h >";
        // No tag of these formats has a `<` in it; what seems to have one ends before.
        assert_eq!(tags(text, chunk), ["<a b='>", "<b/>", "</a>", "<d e='it>", "<g>", "</h >"]);
    }

    #[test]
    fn names_are_compared_without_prefix_and_case() {
        let tag = Tag::new(b"<nar:NewsItem guid='x'>");
        assert!(tag.is("newsItem") && !tag.is("item") && !tag.is_end() && !tag.is_empty());
        assert!(Tag::new(b"</item>").is("item") && Tag::new(b"</item>").is_end() && Tag::new(b"<b/>").is_empty());
    }
}
