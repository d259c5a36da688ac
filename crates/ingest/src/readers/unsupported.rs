//! What no reader reads, by its first bytes, so that it is refused by its name instead of being taken for text.

use super::{ALL, Head};
use crate::record::Rejection;

/// Formats that are not text: the offset and bytes by which they are known, and what to call them.
const NOT_TEXT: &[(usize, &[u8], &str)] = &[
    (0, b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (0, b"\xff\xd8\xff", "a JPEG image"),
    (0, b"GIF87a", "a GIF image"),
    (0, b"GIF89a", "a GIF image"),
    (8, b"WEBPVP8", "a WebP image"),
    (0, b"II*\0", "a TIFF image"),
    (0, b"MM\0*", "a TIFF image"),
    (4, b"ftypavif", "an AVIF image"),
    (4, b"ftyphei", "an HEIC image"),
    (4, b"ftyp", "an MP4 film or sound"),
    (0, b"\x1a\x45\xdf\xa3", "a Matroska or WebM film"),
    (0, b"OggS", "an Ogg film or sound"),
    (0, b"ID3", "an MP3 sound"),
    (8, b"WAVEfmt", "a WAV sound"),
    (8, b"AVI LIST", "an AVI film"),
    (0, b"fLaC", "a FLAC sound"),
    (0, b"SQLite format 3\0", "an SQLite database"),
    (0, b"ARROW1", "an Arrow file"),
    (0, b"\x7fELF", "a program"),
    (0, b"MZ\x90\0", "a program"),
    (0, b"wOFF", "a font"),
    (0, b"wOF2", "a font"),
];

/// Formats that hold texts, but not for this version's readers.
const NOT_YET: &[(usize, &[u8], &str)] = &[
    (0, b"%PDF-", "a PDF document"),
    (30, b"mimetypeapplication/vnd.oasis.opendocument", "an OpenDocument file"),
    (30, b"[Content_Types].xml", "an Office document"),
    (0, b"PK\x03\x04", "an Office document"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (0, b"{\\rtf", "an RTF document"),
    (60, b"BOOKMOBI", "a Mobipocket book"),
    (0, b"AT&TFORM", "a DjVu document"),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (0, b"Rar!\x1a\x07", "a RAR archive"),
];

/// Marked-up text: how it begins, in lower case and after white space, and what to call it.
const MARKUP: &[(&str, &str)] =
    &[("<opml", "a list of feeds (OPML), which holds no articles: save the feeds themselves and import those")];

/// How much of the head is looked through for markup after a declaration or a comment (bytes).
const MARKUP_HEAD: usize = 4096;

/// Text may have one control character in so many bytes: wire texts have some, other formats about one in ten.
const BYTES_PER_CONTROL: usize = 12;
/// And one NUL in so many.
const BYTES_PER_NUL: usize = 100;

/// Why no reader reads a stream that begins so, if none does.
pub(crate) fn unsupported(head: &Head<'_>) -> Option<Rejection> {
    if let Some(what) = known(NOT_TEXT, head.bytes) {
        return Some(Rejection::new(format!("is {what}, not text")));
    }
    if let Some(what) = known(NOT_YET, head.bytes) {
        return Some(Rejection::new(format!("is {what}: this version does not read it")));
    }
    let is_read = || ALL.iter().any(|reader| reader.reads_markup() && reader.recognizes(head));
    if let Some(what) = markup(head).filter(|_| !is_read()) {
        return Some(Rejection::new(format!("is {what}")));
    }
    is_binary(head.bytes).then(|| Rejection::new("is a binary file, not text"))
}

/// Whether the bytes begin with the byte-order mark of UTF-16.
pub(crate) fn is_utf16(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff")
}

fn known(table: &[(usize, &[u8], &'static str)], bytes: &[u8]) -> Option<&'static str> {
    let fits = |at: usize, magic: &[u8]| bytes.get(at..).is_some_and(|bytes| bytes.starts_with(magic));
    table.iter().find(|(at, magic, _)| fits(*at, magic)).map(|(_, _, what)| *what)
}

fn markup(head: &Head<'_>) -> Option<&'static str> {
    let text = head.text_start();
    if text.first() != Some(&b'<') {
        return None;
    }
    let text = String::from_utf8_lossy(&text[..text.len().min(MARKUP_HEAD)]).to_ascii_lowercase();
    if let Some((_, what)) = MARKUP.iter().find(|(start, _)| text.starts_with(start)) {
        return Some(what);
    }
    // A declaration or a comment may come first.
    let is_prologue = text.starts_with("<?") || text.starts_with("<!");
    let within = MARKUP.iter().filter_map(|(start, what)| Some((text.find(start)?, what))).min();
    match within {
        Some((_, what)) if is_prologue => Some(what),
        None if text.starts_with("<?xml") => Some("an XML document of no known kind"),
        None if text.starts_with("<!doctype") => Some("an XML or SGML document of no known kind"),
        _ => None,
    }
}

fn is_binary(bytes: &[u8]) -> bool {
    if is_utf16(bytes) {
        return false;
    }
    let nuls = memchr::memchr_iter(0, bytes).count();
    let is_control = |byte: &u8| matches!(byte, 0..=8 | 14..=26 | 28..=31 | 127);
    let controls = bytes.iter().filter(|byte| is_control(byte)).count();
    nuls * BYTES_PER_NUL > bytes.len() || controls * BYTES_PER_CONTROL > bytes.len()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::readers::test_support::head;

    #[rstest]
    #[case::png(b"\x89PNG\r\n\x1a\n\0\0\0", "is a PNG image, not text")]
    #[case::webp(b"RIFF\x10\0\0\0WEBPVP8 ", "is a WebP image, not text")]
    #[case::mp4(b"\0\0\0\x18ftypmp42", "is an MP4 film or sound, not text")]
    #[case::sqlite(b"SQLite format 3\0", "is an SQLite database, not text")]
    #[case::pdf(b"%PDF-1.7\n", "is a PDF document: this version does not read it")]
    #[case::rtf(b"{\\rtf1 a}", "is an RTF document: this version does not read it")]
    #[case::opml(
        b"<?xml version='1.0'?>\n<opml version='2.0'>",
        "is a list of feeds (OPML), which holds no articles: save the feeds themselves and import those"
    )]
    #[case::xml(b"<?xml version='1.0'?><a/>", "is an XML document of no known kind")]
    #[case::nuls(b"abcdefgh\0ijk", "is a binary file, not text")]
    #[case::controls(b"\x01\x02abcdefghijklmnop", "is a binary file, not text")]
    fn other_formats_are_called_by_their_name(#[case] bytes: &[u8], #[case] reason: &str) {
        assert_eq!(unsupported(&head(bytes, "txt")).map(|rejection| rejection.reason).as_deref(), Some(reason));
    }

    #[rstest]
    #[case::text(b"A text <html> with a tag".as_slice())]
    #[case::html(b"\xef\xbb\xbf \n<!DOCTYPE HTML><p>")]
    #[case::commented_html(b"<!-- saved --><html lang=en>")]
    #[case::xhtml(b"<?xml version='1.0'?><!DOCTYPE html><html xmlns='x'>")]
    #[case::angle(b"<Reuters> A text")]
    #[case::utf16(b"\xff\xfeA\0 \0t\0e\0x\0t\0")]
    #[case::windows_1252(b"Le caf\xe9")]
    #[case::wire(b"\x16\x16\x01a0123 rwf\x02\r\nLONDON, Feb 26 - A text from the wire that goes on\r\n\x03")]
    #[case::rss(b"<?xml version='1.0'?>\n<rss version='2.0'>")]
    #[case::nitf(b"<!-- a --><!DOCTYPE nitf><nitf>")]
    #[case::empty(b"")]
    fn text_is_left_to_the_readers(#[case] bytes: &[u8]) {
        assert_eq!(unsupported(&head(bytes, "png")), None);
    }

    #[test]
    fn a_stray_nul_in_a_long_text_does_not_make_it_binary() {
        let text = "A text.".repeat(50) + "\0" + &"A text.".repeat(50);
        assert_eq!(unsupported(&head(text.as_bytes(), "")), None);
    }
}
