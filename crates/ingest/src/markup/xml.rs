//! XML to a tree. The syntax is `quick-xml`'s; what it need not refuse is forgiven: ends that do not match, ampersands
//! that are no references.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::builder::Builder;
use super::element::Element;
use super::entities::{Entities, Resolver};
use crate::record::Rejection;

/// Parses a record; the root has no name and holds what was parsed.
///
/// # Errors
/// A [`Rejection`] with the place of the first fault in the syntax, or for too many elements.
pub(crate) fn parse_xml(text: &str, entities: &Entities) -> Result<Element, Rejection> {
    let mut builder = Builder::default();
    let fault = build(text, entities, &mut builder);
    let root = builder.finish()?;
    fault.map_or(Ok(root), Err)
}

/// Parses the beginning of a document as far as it can be read.
pub(crate) fn parse_xml_start(text: &str, entities: &Entities) -> Element {
    let mut builder = Builder::default();
    build(text, entities, &mut builder);
    builder.finish().unwrap_or_default()
}

fn build(text: &str, entities: &Entities, builder: &mut Builder) -> Option<Rejection> {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut resolver = entities.resolver();
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => builder.open(name(&tag), attributes(&tag, &mut resolver)),
            Ok(Event::Empty(tag)) => builder.add_empty(name(&tag), attributes(&tag, &mut resolver)),
            Ok(Event::End(tag)) => builder.close(tag.name().as_ref(), |_| false),
            Ok(Event::Text(part)) => builder.text(&part.into_inner()),
            Ok(Event::CData(part)) => builder.text(&part.into_inner()),
            Ok(Event::GeneralRef(reference)) => builder.text(&resolver.resolve(&reference.into_inner())),
            Ok(Event::Eof) => return None,
            Ok(_) => {}
            Err(error) => {
                let at = reader.error_position();
                return Some(Rejection::new(format!("is not well-formed XML near its byte {at}: {error}")));
            }
        }
    }
}

fn name(tag: &BytesStart<'_>) -> String {
    AsRef::<str>::as_ref(&tag.name()).to_owned()
}

fn attributes(tag: &BytesStart<'_>, resolver: &mut Resolver<'_>) -> Vec<(String, String)> {
    let mut attributes = tag.html_attributes();
    attributes.with_checks(false);
    let read = attributes.filter_map(Result::ok);
    read.map(|attribute| (attribute.key.as_ref().to_owned(), resolver.unescape(&attribute.value))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Element {
        parse_xml(text, &Entities::default()).expect("is parsed")
    }

    #[test]
    fn a_record_becomes_a_tree() {
        let root = parse("<a:b x:y='1 &amp; 2'>T &eacute; & <![CDATA[<i>]]><c/></a:b>");
        let element = root.child("b").expect("the element");
        assert_eq!(element.attribute("y"), Some("1 & 2"));
        assert_eq!(element.text(), "T é & <i>");
        assert!(element.child("c").is_some());
    }

    #[test]
    fn ends_that_do_not_match_are_forgiven_and_broken_syntax_is_not() {
        assert_eq!(parse("<a><b>x</c>y</a>z").text(), "xyz");
        let fault = parse_xml("<a><b x='1</a>", &Entities::default()).expect_err("broken");
        assert!(fault.reason.starts_with("is not well-formed XML near its byte"), "{fault}");
        assert_eq!(parse_xml_start("<a>kept<b x='1", &Entities::default()).text(), "kept");
    }

    #[test]
    fn depth_is_bounded_and_the_order_stays() {
        let text = "<d>".repeat(20_000) + "x" + &"</d>".repeat(20_000) + "<e>y</e>";
        assert_eq!(parse(&text).text(), "xy");
    }
}
