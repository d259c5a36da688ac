//! The bytes of a page to text: byte-order mark, the charset that came with it, `<meta>`, then detection.

use encoding_rs::Encoding;

use super::Page;
use crate::text_encoding::{self, Decoded};

/// How much of a page is searched for `<meta charset>` (bytes). Browsers take 1024; pages that were saved have comments
/// and styles before it.
const META_WITHIN: usize = 16 << 10;

/// With so many characters of several bytes, none of them broken, a page is UTF-8 whatever its label: texts in other
/// encodings have none by accident.
const PLAINLY_UTF8: usize = 3;

/// Decodes the bytes of a page. Nothing is refused: what no character fits becomes U+FFFD and is noted.
pub(super) fn decode<'a>(page: &Page<'a>) -> Decoded<'a> {
    let bytes = page.bytes;
    if Encoding::for_bom(bytes).is_some() || is_plainly_utf8(bytes) {
        return text_encoding::decode(bytes);
    }
    let given = page.charset.and_then(|charset| Encoding::for_label(charset.trim_matches(['"', '\'', ' ']).as_bytes()));
    match given.or_else(|| named_in_meta(bytes)) {
        // Pages without a single other character, and pages that say UTF-8 and are not.
        Some(encoding) if encoding != encoding_rs::UTF_8 => text_encoding::decode_as(encoding, bytes),
        _ => text_encoding::decode(bytes),
    }
}

fn is_plainly_utf8(bytes: &[u8]) -> bool {
    let text = std::str::from_utf8(bytes);
    text.is_ok_and(|text| text.chars().filter(|character| !character.is_ascii()).nth(PLAINLY_UTF8 - 1).is_some())
}

/// The encoding of the first `charset=` in a `<meta>` element; UTF-16 there is a mistake, since it was read as ASCII.
fn named_in_meta(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(META_WITHIN)].to_ascii_lowercase();
    let mut at = 0;
    while let Some(found) = memchr::memmem::find(&head[at..], b"<meta") {
        at += found + b"<meta".len();
        let end = memchr::memchr(b'>', &head[at..]).map_or(head.len(), |end| at + end);
        let tag = &head[at..end];
        let Some(name) = memchr::memmem::find(tag, b"charset") else { continue };
        let value = tag[name + b"charset".len()..].trim_ascii_start();
        let Some(value) = value.strip_prefix(b"=") else { continue };
        let value = value.trim_ascii_start();
        let value = value.strip_prefix(b"\"").or_else(|| value.strip_prefix(b"'")).unwrap_or(value);
        let length = value.iter().take_while(|byte| !matches!(byte, b'"' | b'\'' | b' ' | b';' | b'/')).count();
        if let Some(encoding) = Encoding::for_label(&value[..length]) {
            return Some(encoding.output_encoding());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn text(bytes: &[u8], charset: Option<&str>) -> String {
        decode(&Page { bytes, charset, url: None, captured: None }).text.into_owned()
    }

    #[rstest]
    #[case::mark_before_all(
        b"\xef\xbb\xbf<meta charset=windows-1251>\xc3\xa9",
        Some("koi8-r"),
        "<meta charset=windows-1251>é"
    )]
    #[case::given_before_meta(b"<meta charset=windows-1252>\xc0", Some("koi8-r"), "<meta charset=windows-1252>ю")]
    #[case::meta(b"<meta charset='windows-1251'>\xc0", None, "<meta charset='windows-1251'>А")]
    #[case::old_meta(
        b"<META http-equiv=Content-Type content=\"text/html; charset=windows-1251\">\xc0",
        None,
        "<META http-equiv=Content-Type content=\"text/html; charset=windows-1251\">А"
    )]
    #[case::unknown_label(b"<meta charset=windows-1251>\xc0", Some("nonsense"), "<meta charset=windows-1251>А")]
    #[case::stateful(b"<meta charset=iso-2022-jp>\x1b$B$\"\x1b(B", None, "<meta charset=iso-2022-jp>あ")]
    #[case::wrong_label("<meta charset=iso-8859-1>Süße Äpfel".as_bytes(), None, "<meta charset=iso-8859-1>Süße Äpfel")]
    fn the_first_that_is_known_decides(#[case] bytes: &[u8], #[case] charset: Option<&str>, #[case] expected: &str) {
        assert_eq!(text(bytes, charset), expected);
    }

    #[test]
    fn without_any_label_the_text_decides() {
        let (bytes, _, _) =
            encoding_rs::WINDOWS_1251.encode("<p>Газета вышла сегодня утром, но читатель не знал об этом");
        assert!(text(&bytes, None).contains("Газета вышла"));
        assert!(text(&bytes, Some("utf-8")).contains("Газета вышла"), "a label that cannot be true");
    }
}
