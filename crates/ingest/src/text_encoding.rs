//! Bytes to text: byte-order mark, UTF-8, then detection.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::Encoding;

/// A decoded text and what had to be done for it.
#[derive(Debug, PartialEq, Eq)]
pub struct Decoded<'a> {
    /// The text, without a byte-order mark.
    pub text: Cow<'a, str>,
    /// A sentence for the report where the bytes were not plain UTF-8.
    pub note: Option<String>,
}

/// How many whole multi-byte characters must stand against each broken place for a text to be damaged UTF-8 rather than
/// another encoding. Texts in single-byte encodings form such characters by accident, at most about one for three.
const WHOLE_PER_BROKEN: usize = 2;

/// Decodes bytes: a byte-order mark decides, then UTF-8 (wholly or mostly valid), then detection by content. What
/// cannot be decoded becomes U+FFFD and is said in the note; nothing is refused.
#[must_use]
pub fn decode(bytes: &[u8]) -> Decoded<'_> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return decode_as(encoding, &bytes[mark..]);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Decoded { text: Cow::Borrowed(text), note: None };
    }
    if is_mostly_utf8(bytes) {
        return decode_as(encoding_rs::UTF_8, bytes);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    decode_as(detector.guess(None, Utf8Detection::Allow), bytes)
}

fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole >= WHOLE_PER_BROKEN * broken
}

/// Decodes bytes without a byte-order mark in a known encoding.
pub(crate) fn decode_as<'a>(encoding: &'static Encoding, bytes: &'a [u8]) -> Decoded<'a> {
    let (text, malformed) = encoding.decode_without_bom_handling(bytes);
    let note = match (encoding == encoding_rs::UTF_8, malformed) {
        (true, false) => None,
        (_, false) => Some(format!("decoded as {}", encoding.name())),
        (_, true) => Some(format!("decoded as {}; bytes that fit no character became U+FFFD", encoding.name())),
    };
    Decoded { text, note }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::plain(b"caf\xc3\xa9", "café", false)]
    #[case::utf8_mark(b"\xef\xbb\xbfcaf\xc3\xa9", "café", false)]
    #[case::utf16_mark(b"\xff\xfec\0a\0f\0\xe9\0", "café", true)]
    #[case::windows_1252(b"Le caf\xe9 d\xe9j\xe0 ferm\xe9, l'\xe9t\xe9 fini", "Le café déjà fermé, l'été fini", true)]
    fn bytes_become_text(#[case] bytes: &[u8], #[case] text: &str, #[case] noted: bool) {
        let decoded = decode(bytes);
        assert_eq!(decoded.text, text);
        assert_eq!(decoded.note.is_some(), noted, "{:?}", decoded.note);
    }

    #[test]
    fn a_few_broken_bytes_in_utf8_do_not_turn_the_whole_text_into_another_encoding() {
        let mut bytes = "東京の新聞は今日も届いた。".repeat(20).into_bytes();
        bytes.extend_from_slice(b"\xff\xfe");
        let decoded = decode(&bytes);
        assert!(decoded.text.starts_with("東京の新聞は"), "{}", decoded.text);
        assert!(decoded.text.ends_with('\u{fffd}'));
        assert!(decoded.note.is_some());
    }

    #[rstest]
    #[case::thai(encoding_rs::WINDOWS_874, "การประชุมสักขนักข่าวในวันนี้ จะมีการแถลงข่าวเรื่องสำคัญ")]
    #[case::chinese(encoding_rs::GBK, "今天的报纸已经出版了，请看第一版。这是我们的新闻。")]
    #[case::japanese(encoding_rs::SHIFT_JIS, "東京の新聞は今日も届いた。ニュースを読む。")]
    #[case::russian(encoding_rs::WINDOWS_1251, "Газета вышла сегодня утром, но читатель не знал об этом")]
    fn texts_in_older_encodings_are_detected(#[case] encoding: &'static Encoding, #[case] text: &str) {
        let (bytes, _, unmappable) = encoding.encode(text);
        assert!(!unmappable);
        assert_eq!(decode(&bytes).text, text);
    }
}
