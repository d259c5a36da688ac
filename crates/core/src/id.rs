//! Ids: SHA-256 hashes that name things the same way in every archive.

use std::fmt;

use sha2::{Digest, Sha256};

/// The shortest prefix of an id that a person may type, in hex digits.
const SHORTEST_PREFIX: usize = 6;

/// How many hex digits of an id are shown where that is unambiguous.
const SHOWN_DIGITS: usize = 12;

macro_rules! sha256_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub [u8; 32]);

        impl $name {
            /// The first 12 hex digits: what people see and type.
            #[must_use]
            pub fn short(&self) -> String {
                hex(&self.0[..SHOWN_DIGITS / 2])
            }
        }

        impl fmt::Display for $name {
            /// All 64 hex digits.
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&hex(&self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), self.short())
            }
        }
    };
}

sha256_id!(
    /// Names a content: SHA-256 of its exact text. See [`content_id`].
    ContentId
);
sha256_id!(
    /// Names an article: SHA-256 of where it was published and of its content. See [`article_id`].
    ArticleId
);
sha256_id!(
    /// Names the raw bytes of a record: their SHA-256.
    RawId
);

sha256_id!(
    /// Names the articles that an archive has, so that what was found can be cited: SHA-256 of their ids in ascending
    /// order, 32 bytes each. Two archives with the same articles have the same.
    Fingerprint
);

/// Makes a [`Fingerprint`] of the ids of articles as they come.
#[derive(Debug, Clone, Default)]
pub struct Fingerprinter(Sha256);

impl Fingerprinter {
    /// Takes ids, which have to come in ascending order, each once.
    pub fn add(&mut self, ids: &[[u8; 32]]) {
        self.0.update(ids.as_flattened());
    }

    /// The fingerprint of all that were taken.
    #[must_use]
    pub fn finish(self) -> Fingerprint {
        Fingerprint(self.0.finalize().into())
    }
}

sha256_id!(
    /// Names a note or a highlight: SHA-256 of who made what of which article when. See [`mark_id`].
    MarkId
);

impl RawId {
    /// The id of these bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }
}

/// Names a paragraph in 16 bytes: the first 8 of the SHA-256 of its fold text, then the first 8 of the SHA-256 of its
/// exact text. Equal keys mean the same exact text; equal first halves mean the same paragraph but for quotes, case and
/// punctuation, so that one index answers both questions.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ParagraphKey(pub [u8; 16]);

impl ParagraphKey {
    /// The key of a text given in its exact and its folded form. A text without any letter or digit has no fold; its
    /// exact form stands in, so that "***" and "---" stay two paragraphs.
    #[must_use]
    pub fn new(exact: &str, fold: &str) -> Self {
        let mut key = [0; 16];
        let folded = if fold.is_empty() { exact } else { fold };
        key[..8].copy_from_slice(&Sha256::digest(folded.as_bytes())[..8]);
        key[8..].copy_from_slice(&Sha256::digest(exact.as_bytes())[..8]);
        Self(key)
    }

    /// The half that is equal for every variant of the same paragraph.
    #[must_use]
    pub fn fold(&self) -> [u8; 8] {
        let mut half = [0; 8];
        half.copy_from_slice(&self.0[..8]);
        half
    }
}

impl ParagraphKey {
    /// The first and the last key of the variants of the same paragraph.
    #[must_use]
    pub fn variants(&self) -> ([u8; 16], [u8; 16]) {
        let (mut low, mut high) = ([0x00; 16], [0xff; 16]);
        low[..8].copy_from_slice(&self.fold());
        high[..8].copy_from_slice(&self.fold());
        (low, high)
    }
}

impl fmt::Display for ParagraphKey {
    /// All 32 hex digits.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

impl fmt::Debug for ParagraphKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ParagraphKey({})", hex(&self.0))
    }
}

/// The id of a content: SHA-256 of title, standfirst and blocks in their exact form, joined by one space each. White
/// space is collapsed in the exact form, so the same words give the same id wherever a record breaks its lines.
#[must_use]
pub fn content_id<'a>(exact_parts: impl IntoIterator<Item = &'a str>) -> ContentId {
    let mut hasher = Sha256::new();
    let mut first = true;
    for part in exact_parts.into_iter().filter(|part| !part.is_empty()) {
        if !first {
            hasher.update(b" ");
        }
        first = false;
        hasher.update(part.as_bytes());
    }
    ContentId(hasher.finalize().into())
}

/// The id of an article: SHA-256 of site, place and content id, the texts ended by a zero byte each. `place` is the
/// canonical URL or, without one, the day of publication (`1987-02-26`), or empty.
#[must_use]
pub fn article_id(site: &str, place: &str, content: &ContentId) -> ArticleId {
    let mut hasher = Sha256::new();
    for part in [site, place] {
        hasher.update(part.as_bytes());
        hasher.update([0]);
    }
    hasher.update(content.0);
    ArticleId(hasher.finalize().into())
}

/// The id of a note or highlight: SHA-256 of the article's id, then of when it was made, by whom, and its texts, each
/// ended by a zero byte. The same made twice at the same time is one.
#[must_use]
pub fn mark_id<'a>(article: &ArticleId, made_at: &'a str, who: &'a str, texts: &[&'a str]) -> MarkId {
    let mut hasher = Sha256::new();
    hasher.update(article.0);
    for text in [made_at, who].iter().chain(texts) {
        hasher.update(text.as_bytes());
        hasher.update([0]);
    }
    MarkId(hasher.finalize().into())
}

/// The beginning of an id, as a person types it: 6 to 64 hex digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IdPrefix {
    digits: usize,
    low: [u8; 32],
    high: [u8; 32],
}

impl IdPrefix {
    /// Reads a prefix; `None` for fewer than 6 or more than 64 digits, or for anything that is no hex digit.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.len();
        if !(SHORTEST_PREFIX..=64).contains(&digits) {
            return None;
        }
        let (mut low, mut high) = ([0x00; 32], [0xff; 32]);
        for (index, digit) in text.chars().enumerate() {
            let value = digit.to_digit(16)? as u8;
            let (byte, shift) = (index / 2, if index % 2 == 0 { 4 } else { 0 });
            let mask = 0x0f << shift;
            low[byte] |= value << shift;
            high[byte] = (high[byte] & !mask) | (value << shift);
        }
        Some(Self { digits, low, high })
    }

    /// The first and the last hash that begin so.
    #[must_use]
    pub fn bounds(&self) -> (&[u8; 32], &[u8; 32]) {
        (&self.low, &self.high)
    }
}

impl fmt::Display for IdPrefix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(&self.low)[..self.digits])
    }
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]).map(|digit| char::from(DIGITS[usize::from(digit)])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_bounds_the_ids_that_begin_with_it() {
        let id = RawId::of(b"anything");
        for digits in 6..=64 {
            let prefix = IdPrefix::parse(&id.to_string()[..digits]).expect("hex digits");
            let (low, high) = prefix.bounds();
            assert!(*low <= id.0 && id.0 <= *high);
            assert_eq!(prefix.to_string(), id.to_string()[..digits]);
        }
    }

    #[test]
    fn what_is_no_prefix_is_refused() {
        for text in ["", "abcde", "xyzxyz", "3f9c2b 1e7a04", "é3f9c2b", &"a".repeat(65)] {
            assert_eq!(IdPrefix::parse(text), None, "{text}");
        }
    }

    #[test]
    fn an_article_is_where_and_what() {
        let content = content_id(["Ferry late", "It was late."]);
        let id = article_id("a.example", "https://a.example/1", &content);
        assert_ne!(id, article_id("b.example", "https://a.example/1", &content));
        assert_ne!(id, article_id("a.example", "", &content));
        assert_ne!(id, article_id("a.example", "https://a.example/1", &content_id(["Ferry late"])));
        // The zero byte keeps the parts apart.
        assert_ne!(article_id("ab", "c", &content), article_id("a", "bc", &content));
    }

    #[test]
    fn a_mark_is_who_made_what_of_which_article_when() {
        let article = ArticleId([1; 32]);
        let id = mark_id(&article, "2024-03-02T08:20:00Z", "ida", &["Ask the line."]);
        assert_eq!(id, mark_id(&article, "2024-03-02T08:20:00Z", "ida", &["Ask the line."]));
        assert_ne!(id, mark_id(&ArticleId([2; 32]), "2024-03-02T08:20:00Z", "ida", &["Ask the line."]));
        assert_ne!(id, mark_id(&article, "2024-03-02T08:20:01Z", "ida", &["Ask the line."]));
        assert_ne!(id, mark_id(&article, "2024-03-02T08:20:00Z", "bram", &["Ask the line."]));
        assert_ne!(id, mark_id(&article, "2024-03-02T08:20:00Z", "ida", &["Ask the", "line."]));
    }

    #[test]
    fn the_same_words_are_the_same_content_however_they_are_divided() {
        assert_eq!(content_id(["A b", "c"]), content_id(["A", "", "b c"]));
        assert_ne!(content_id(["A b"]), content_id(["A c"]));
    }
}
