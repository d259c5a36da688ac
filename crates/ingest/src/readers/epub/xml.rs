//! XML of books, which is read as far as it can be.

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::text_encoding::decode;

/// What comes along in a document, names without their prefixes and in lower case.
pub(super) enum Node<'a> {
    Start(String, &'a BytesStart<'a>),
    End(String),
    Text(&'a str),
}

/// Goes through a document up to its end or to where it is damaged. An empty element starts and ends.
pub(super) fn walk(bytes: &[u8], mut visit: impl FnMut(Node<'_>)) {
    let decoded = decode(bytes);
    let mut reader = Reader::from_str(&decoded.text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    loop {
        match reader.read_event() {
            Ok(Event::Start(start)) => visit(Node::Start(name(start.local_name().as_ref()), &start)),
            Ok(Event::Empty(start)) => {
                visit(Node::Start(name(start.local_name().as_ref()), &start));
                visit(Node::End(name(start.local_name().as_ref())));
            }
            Ok(Event::End(end)) => visit(Node::End(name(end.local_name().as_ref()))),
            Ok(Event::Text(text)) => visit(Node::Text(&text)),
            Ok(Event::CData(text)) => visit(Node::Text(&text)),
            Ok(Event::GeneralRef(reference)) => {
                let text = format!("&{};", &*reference);
                visit(Node::Text(&quick_xml::escape::unescape(&text).unwrap_or_default()));
            }
            Ok(Event::Eof) | Err(_) => return,
            Ok(_) => {}
        }
    }
}

fn name(name: &str) -> String {
    name.to_ascii_lowercase()
}

/// An attribute by its name without a prefix.
pub(super) fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut found = start.attributes();
    let found = found.with_checks(false).flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
    Some(found.normalized_value(XmlVersion::Implicit1_0).ok()?.trim().to_owned()).filter(|value| !value.is_empty())
}

/// The path in the zip that a reference within the member `from` means, without its fragment.
pub(super) fn resolve(from: &str, reference: &str) -> String {
    let reference = percent_decode(reference.split(['#', '?']).next().unwrap_or_default());
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let whole = if reference.starts_with('/') { reference } else { format!("{folder}/{reference}") };
    let mut parts: Vec<&str> = Vec::new();
    for part in whole.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

fn percent_decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let digits = after.get(..2).filter(|_| *first == b'%').and_then(|digits| std::str::from_utf8(digits).ok());
        let decoded = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(decoded.unwrap_or(*first));
        rest = &after[if decoded.is_some() { 2 } else { 0 }..];
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("OEBPS/content.opf", "Text/a%20b.xhtml#c", "OEBPS/Text/a b.xhtml")]
    #[case("content.opf", "./a.xhtml", "a.xhtml")]
    #[case("OEBPS/toc/nav.xhtml", "../a.xhtml", "OEBPS/a.xhtml")]
    #[case("OEBPS/a.opf", "/../../b%2", "b%2")]
    fn references_become_paths(#[case] from: &str, #[case] reference: &str, #[case] expected: &str) {
        assert_eq!(resolve(from, reference), expected);
    }
}
