//! HTML: a file is one page, and a page one record.

use std::io;
use std::sync::Arc;

use cuttings_core::Draft;

use super::{Head, Reader, Stream, push_whole};
use crate::page::{Page, read_page};
use crate::record::{Flow, ReadRecord, RecordSink, Rejection};

/// Reads HTML pages, in whatever encoding.
pub struct Html;

/// How a page may begin, in lower case; a space, `>` or `/` follows.
const BEGINNINGS: &[&str] = &[
    "<!doctype html",
    "<html",
    "<head",
    "<body",
    "<title",
    "<meta",
    "<link",
    "<base",
    "<article",
    "<main",
    "<section",
    "<div",
    "<p",
    "<h1",
    "<h2",
    "<table",
    "<center",
    "<script",
    "<style",
    "<header",
    "<nav",
];

/// How much of the head is looked through for the page after a declaration or comments (bytes).
const WITHIN: usize = 8 << 10;

/// Whether a text begins as an HTML page does: with one of its elements, or with a declaration or a comment and then
/// `<html` or its document type.
fn is_page(head: &Head<'_>) -> bool {
    let text = head.text_start();
    if text.first() != Some(&b'<') {
        return false;
    }
    let text = String::from_utf8_lossy(&text[..text.len().min(WITHIN)]).to_ascii_lowercase();
    let begins = |text: &str, beginning: &str| {
        text.strip_prefix(beginning)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '>', '/', '\t', '\n', '\r']))
    };
    if BEGINNINGS.iter().any(|beginning| begins(&text, beginning)) {
        return true;
    }
    let is_prologue = text.starts_with("<?xml") || text.starts_with("<!--");
    is_prologue && text.match_indices('<').any(|(at, _)| BEGINNINGS[..2].iter().any(|it| begins(&text[at..], it)))
}

impl Reader for Html {
    fn name(&self) -> &'static str {
        "html"
    }

    fn recognizes(&self, head: &Head<'_>) -> bool {
        is_page(head)
    }

    fn reads_markup(&self) -> bool {
        true
    }

    fn stands_alone(&self, _record: &[u8]) -> Result<(), &'static str> {
        Ok(())
    }

    fn split(&self, stream: Stream<'_>, sink: &mut dyn RecordSink) -> io::Result<Flow> {
        push_whole(self.name(), Arc::new(Self), stream, sink)
    }
}

impl ReadRecord for Html {
    fn read(&self, bytes: &[u8]) -> Result<Draft, Rejection> {
        read_page(&Page { bytes, charset: None, url: None, captured: None })
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::readers::test_support::{head, reasons, split, titles};

    #[rstest]
    #[case::doctype("\u{feff} \n<!DOCTYPE html><p>Late", true)]
    #[case::old_doctype("<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\"><p>Late", true)]
    #[case::saved("<!-- saved from url=(0024)https://herald.example/ -->\n<HTML>", true)]
    #[case::xhtml("<?xml version='1.0'?>\n<!DOCTYPE html PUBLIC 'x'><html xmlns='x'>", true)]
    #[case::fragment("<div class=a>Late</div>", true)]
    #[case::feed("<?xml version='1.0'?><rss><item><description>&lt;p>a</description></item></rss>", false)]
    #[case::other_element("<paper>Late</paper>", false)]
    #[case::wire("<Reuters> LONDON, Feb 26", false)]
    #[case::text("A text with <html> in it", false)]
    fn pages_are_known_by_how_they_begin(#[case] text: &str, #[case] expected: bool) {
        assert_eq!(Html.recognizes(&head(text.as_bytes(), "txt")), expected);
    }

    #[test]
    fn a_file_is_one_record() {
        let page = "<title>Late ferry - The Herald</title><meta property=og:site_name content='The Herald'><p>It came.";
        assert_eq!(titles(&split(&Html, &mut page.as_bytes())), ["Late ferry"]);
        let long = page.repeat(20);
        let records = split(&Html, &mut long.as_bytes());
        assert_eq!(reasons(&records), [Some("is longer than 1000 bytes, the limit for one record".to_owned())]);
    }

    #[test]
    fn a_page_that_says_nothing_is_rejected() {
        let records = split(&Html, &mut &b"<html><script>start()</script></html>"[..]);
        assert_eq!(reasons(&records), [Some("is a page without a title and without a text".to_owned())]);
    }
}
