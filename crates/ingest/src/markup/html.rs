//! HTML to a tree: the tokens are html5ever's, by the standard; the tree is simpler than a browser's, as it is only read
//! for its text. No step costs more for deep nesting.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

use super::builder::Builder;
use super::element::Element;
use crate::record::Rejection;

/// Elements that hold nothing.
const VOID: &[&str] =
    &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];
/// Elements that stand in a line. Their ends do not end a paragraph, however they are crossed.
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd",
    "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var",
];
/// Elements out of which no end of another reaches.
const SCOPES: &[&str] = &["table", "td", "th", "caption", "object", "button", "template"];
/// Elements whose beginning ends others that are open: the elements, what they end, and what shields from it.
const ENDS: &[(&[&str], &[&str], &[&str])] = &[
    (&["li"], &["li"], &["ul", "ol", "menu", "table", "td", "th"]),
    (&["dt", "dd"], &["dt", "dd"], &["dl", "table", "td", "th"]),
    (&["tr", "tbody", "thead", "tfoot"], &["tr"], &["table"]),
    (&["td", "th"], &["td", "th"], &["tr", "table"]),
    (&["option"], &["option"], &["select"]),
    (
        &[
            "address",
            "article",
            "aside",
            "blockquote",
            "center",
            "details",
            "div",
            "dl",
            "fieldset",
            "figcaption",
            "figure",
            "footer",
            "form",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "header",
            "hr",
            "main",
            "menu",
            "nav",
            "ol",
            "p",
            "pre",
            "section",
            "table",
            "ul",
            "li",
            "dt",
            "dd",
        ],
        &["p"],
        &[
            "li",
            "dd",
            "blockquote",
            "div",
            "section",
            "article",
            "table",
            "td",
            "th",
            "caption",
            "object",
            "button",
            "template",
        ],
    ),
];

/// Parses a page or a fragment; the root has no name and holds what was parsed. There is no syntax that is refused.
///
/// # Errors
/// A [`Rejection`] for too many elements.
pub(crate) fn parse_html(text: &str) -> Result<Element, Rejection> {
    let tokenizer = Tokenizer::new(Sink::default(), TokenizerOpts::default());
    let queue = BufferQueue::default();
    // A tendril holds less than 4 GiB, and a record is much shorter.
    queue.push_back(StrTendril::from_slice(text));
    while let html5ever::TokenizerResult::Script(()) = tokenizer.feed(&queue) {}
    tokenizer.end();
    tokenizer.sink.builder.into_inner().finish()
}

#[derive(Default)]
struct Sink {
    builder: RefCell<Builder>,
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        match token {
            Token::CharacterTokens(text) => self.builder.borrow_mut().text(&text),
            Token::TagToken(tag) => return self.process_tag(&tag),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl Sink {
    fn process_tag(&self, tag: &Tag) -> TokenSinkResult<()> {
        let name: &str = &tag.name;
        let mut builder = self.builder.borrow_mut();
        if tag.kind == TagKind::EndTag {
            let is_inline = INLINE.contains(&name);
            let is_of_table = matches!(name, "table" | "tr" | "td" | "th" | "tbody" | "thead" | "tfoot");
            builder.close(name, |open| match (is_inline, is_of_table) {
                (true, _) => !INLINE.contains(&open),
                (false, true) => open == "table",
                (false, false) => SCOPES.contains(&open),
            });
            return TokenSinkResult::Continue;
        }
        for (_, ended, shields) in ENDS.iter().filter(|(beginning, _, _)| beginning.contains(&name)) {
            for name in *ended {
                builder.end_implied(name, |open| shields.contains(&open));
            }
        }
        let attributes =
            tag.attrs.iter().map(|attribute| (attribute.name.local.to_string(), attribute.value.to_string()));
        if VOID.contains(&name) {
            builder.add_empty(name.to_owned(), attributes.collect());
            return TokenSinkResult::Continue;
        }
        builder.open(name.to_owned(), attributes.collect());
        match name {
            "script" => TokenSinkResult::RawData(RawKind::ScriptData),
            "style" | "iframe" | "noembed" | "noframes" | "xmp" => TokenSinkResult::RawData(RawKind::Rawtext),
            "title" | "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
            _ => TokenSinkResult::Continue,
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::markup::Node;

    /// The tree as text: elements in brackets.
    fn shape(element: &Element) -> String {
        let parts = element.children.iter().map(|node| match node {
            Node::Text(text) => text.trim().to_owned(),
            Node::Element(element) => format!("{}({})", element.name, shape(element)),
        });
        parts.collect()
    }

    #[rstest]
    #[case::open_paragraphs("<p>a<p>b<div>c</div>", "p(a)p(b)div(c)")]
    #[case::list("<ul><li>a<ul><li>b</ul><li>c</ul>d", "ul(li(aul(li(b)))li(c))d")]
    #[case::table("<table><tr><td>a<td>b<tr><td>c</table>d", "table(tr(td(a)td(b))tr(td(c)))d")]
    #[case::crossed("<b>a<p>b</b>c</p>d", "b(ap(bc)d)")]
    #[case::raw("<script>if (a<b) '<p>'</script><title>a<b></title>c", "script(if (a<b) '<p>')title(a<b>)c")]
    #[case::void("a<br>b<br/>c</br>", "abr()bbr()c")]
    #[case::end_without_beginning("a</div></p>b", "ab")]
    #[case::definition("<dl><dt>a<dd>b<dt>c</dl>", "dl(dt(a)dd(b)dt(c))")]
    #[case::entities("&eacute;&amp;&nbsp;x", "é&\u{a0}x")]
    fn tags_become_a_tree(#[case] html: &str, #[case] expected: &str) {
        assert_eq!(shape(&parse_html(html).expect("a tree")), expected);
    }

    #[test]
    fn twenty_thousand_nested_elements_are_neither_deep_nor_slow() {
        let html = "<div>".repeat(20_000) + "<p>deep" + &"</div>".repeat(20_000) + "<p>after";
        assert_eq!(parse_html(&html).expect("a tree").text(), "deepafter");
        let html = "<div><b><p>".repeat(100_000);
        assert!(parse_html(&html).is_ok());
    }

    #[test]
    fn millions_of_elements_are_refused() {
        let fault = parse_html(&"<i>".repeat(1_000_001)).expect_err("too many");
        assert_eq!(fault.reason, "holds more than 1000000 elements");
    }
}
