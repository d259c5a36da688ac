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

/// So many multi-byte characters in lines of their own say that a text has lines in UTF-8: single-byte and double-byte
/// encodings form few of them by accident, and hardly any line of nothing else.
const CERTAINLY_UTF8: usize = 4;

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
    if let Some(mixed) = decode_mixed(bytes) {
        return mixed;
    }
    if is_mostly_utf8(bytes) {
        return decode_as(encoding_rs::UTF_8, bytes);
    }
    decode_as(guess([bytes].into_iter()), bytes)
}

/// The likely encoding of bytes that are no UTF-8.
fn guess<'a>(parts: impl Iterator<Item = &'a [u8]>) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    for part in parts {
        detector.feed(part, false);
    }
    detector.feed(b"", true);
    detector.guess(None, Utf8Detection::Allow)
}

/// Decodes a text that was put together from UTF-8 and lines of one other encoding; `None` where it is not so.
fn decode_mixed(bytes: &[u8]) -> Option<Decoded<'static>> {
    let lines = || bytes.split_inclusive(|byte| *byte == b'\n');
    let is_other = |line: &&[u8]| !is_mostly_utf8(line);
    let characters =
        |line: &[u8]| std::str::from_utf8(line).map_or(0, |line| line.chars().filter(|c| !c.is_ascii()).count());
    if !lines().any(|line| is_other(&line)) || lines().map(characters).sum::<usize>() < CERTAINLY_UTF8 {
        return None;
    }
    let other = guess(lines().filter(is_other));
    let mut text = String::with_capacity(bytes.len());
    for line in lines() {
        let encoding = if is_other(&line) { other } else { encoding_rs::UTF_8 };
        text.push_str(&encoding.decode_without_bom_handling(line).0);
    }
    let note = format!("decoded as UTF-8 and, in some lines, as {}", other.name());
    Some(Decoded { text: Cow::Owned(text), note: Some(note) })
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

    #[test]
    fn lines_of_two_encodings_are_decoded_each_in_its_own() {
        let bytes = [
            "Été à Paris, déjà.\n".as_bytes(),
            b"Le caf\xe9 est ferm\xe9, l'\xe9t\xe9 fini.\n",
            b"Plain.\n",
            "La forêt brûlée.\n".as_bytes(),
        ]
        .concat();
        let decoded = decode(&bytes);
        assert_eq!(decoded.text, "Été à Paris, déjà.\nLe café est fermé, l'été fini.\nPlain.\nLa forêt brûlée.\n");
        assert_eq!(decoded.note.as_deref(), Some("decoded as UTF-8 and, in some lines, as windows-1252"));
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
