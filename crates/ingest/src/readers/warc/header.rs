//! What the header of a record in a web archive says, whichever of the formats it is.

/// What a record is, as far as it matters here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// What a server answered.
    Response,
    /// A thing in itself, or made from one: a file, the plain text of a page.
    Resource,
    /// The same as something captured before.
    Revisit,
    /// About the crawl, not from it: `warcinfo`, `request`, `metadata` and whatever else there may be.
    Other,
}

/// A header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Header {
    pub(super) kind: Kind,
    /// Its own length in bytes, with the line that ends it.
    pub(super) length: usize,
    /// How many bytes follow it; `None` where it does not say so.
    pub(super) block: Option<u64>,
    pub(super) url: Option<String>,
    /// When it was captured, as an ISO date.
    pub(super) captured: Option<String>,
    /// The media type of the block, with its parameters.
    pub(super) media: Option<String>,
    /// Whether the record is one part of a longer one.
    pub(super) is_segment: bool,
    /// The record's own id and digest, and those of the one that a revisit repeats.
    pub(super) id: Option<String>,
    pub(super) digest: Option<String>,
    pub(super) refers_to: Option<String>,
    pub(super) refers_to_url: Option<String>,
    pub(super) refers_to_date: Option<String>,
}

impl Header {
    pub(super) fn new(kind: Kind, length: usize, block: Option<u64>) -> Self {
        Self {
            kind,
            length,
            block,
            url: None,
            captured: None,
            media: None,
            is_segment: false,
            id: None,
            digest: None,
            refers_to: None,
            refers_to_url: None,
            refers_to_date: None,
        }
    }
}

/// What the start of a stream is to a format.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Parsed {
    /// A header.
    Whole(Box<Header>),
    /// It may become one with more bytes.
    Incomplete,
    /// No header.
    Broken,
}

/// A format of web archives: a header, a block of so many bytes, the next header.
pub(super) trait Syntax: Send + Sync {
    /// What a record is called in messages, such as `WARC`.
    fn name(&self) -> &'static str;

    /// What may stand right before a record within a file.
    fn separators(&self) -> &'static [&'static [u8]];

    /// The bytes that [`begins`](Self::begins) may need.
    fn lookahead(&self) -> usize;

    /// Whether a record begins here, judged by its first line.
    fn begins(&self, bytes: &[u8]) -> bool;

    /// Reads a header.
    fn parse(&self, bytes: &[u8]) -> Parsed;

    /// The next line at which a record begins, from the line that begins at `from`.
    fn find(&self, bytes: &[u8], from: usize) -> Option<usize> {
        let lines = memchr::memchr_iter(b'\n', bytes.get(from..)?).map(|at| from + at + 1);
        std::iter::once(from).chain(lines).find(|at| self.begins(&bytes[*at..]))
    }
}
