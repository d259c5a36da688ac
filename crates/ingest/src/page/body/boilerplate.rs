//! Which parts of a page belong to the page and not to its article: navigation, sharing, teasers, comments.

use super::measure::{Measures, is_silent};
use super::names::{Meaning, meanings};
use crate::page::dom::{Dom, Element, NodeId};

/// How much is taken for boilerplate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Strictness {
    /// All that a class name or an id gives away.
    Strict,
    /// What a class name or an id says for sure.
    Cautious,
    /// Only what the elements themselves say: navigation, footers, hidden parts.
    Gentle,
}

/// A text of so many characters is short.
const SHORT_TEXT: u32 = 160;

/// An element with more of the page's text than this is not boilerplate just by a likely name, nor by any name if the
/// headline is in it, too.
const MUCH: f32 = 0.3;

/// And whatever it is, with more than this.
const MOST: f32 = 0.85;

/// Whether an element begins boilerplate, itself and all that is in it.
pub(super) fn is_boilerplate(dom: &Dom, node: NodeId, measures: &Measures, strictness: Strictness) -> bool {
    let Some(element) = dom.element(node) else { return false };
    match element.name() {
        name if is_silent(name) => return true,
        "html" | "body" | "main" | "figure" | "figcaption" | "table" | "tbody" | "tr" | "pre" | "h1" => return false,
        "nav" => return true,
        "footer" | "aside" | "form" | "fieldset" => return !is_main(dom, node, measures),
        _ => {}
    }
    if is_hidden(element) && !is_main(dom, node, measures) {
        return true;
    }
    strictness != Strictness::Gentle && is_named_boilerplate(dom, node, element, measures, strictness)
}

fn is_named_boilerplate(
    dom: &Dom,
    node: NodeId,
    element: &Element,
    measures: &Measures,
    strictness: Strictness,
) -> bool {
    let names = meanings(element);
    if names.is_empty() || names.has(Meaning::Text) {
        return false;
    }
    let is_likely = || strictness == Strictness::Strict && measures.share(node) < MUCH;
    // A heading is short, and "widget-title" is a heading; what it stands above tells whether it is of the article.
    let is_heading = [element.name(), dom.name(dom.parent(node))].into_iter().any(is_heading);
    let is_short = || !is_heading && (measures.text(node) < SHORT_TEXT || measures.link_density(node) > 0.5);
    names.has(Meaning::Comments)
        || (names.has(Meaning::Boilerplate) && !is_main(dom, node, measures))
        || (names.has(Meaning::Likely) && !is_heading && is_likely())
        || (names.has(Meaning::Short) && is_short())
}

fn is_heading(name: &str) -> bool {
    matches!(name, "h2" | "h3" | "h4" | "h5" | "h6")
}

/// Whether so much of the page is in an element that it cannot be an addition to it.
fn is_main(dom: &Dom, node: NodeId, measures: &Measures) -> bool {
    let share = measures.share(node);
    share > MOST || (share > MUCH && measures.has_headline(dom, node))
}

/// Whether an element is not shown. React sends parts of a page hidden as `S:1` and moves them to their place later.
fn is_hidden(element: &Element) -> bool {
    if element.attribute("id").is_some_and(|id| id.starts_with("S:")) {
        return false;
    }
    let style = element.attribute("style").unwrap_or_default();
    let hides = |declaration: &str| {
        let declaration: String = declaration.chars().filter(|character| !character.is_whitespace()).collect();
        matches!(declaration.to_ascii_lowercase().as_str(), "display:none" | "visibility:hidden")
    };
    element.attribute("hidden").is_some()
        || element.attribute("aria-hidden") == Some("true")
        || style.split(';').any(hides)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::page::dom::parse;

    const TEXT: &str =
        "The ferry left the quay an hour late, and its crew had been looking for the cook all the while.";

    /// Whether the element with the id `it` is boilerplate, on a page with three paragraphs beside it.
    fn is_left_out(html: &str, strictness: Strictness) -> bool {
        let html = format!("<div><h1>Late</h1><p>{TEXT}</p><p>{TEXT}</p><p>{TEXT}</p></div>{html}");
        let dom = parse(&html);
        let (node, _) = dom.elements().find(|(_, element)| element.attribute("id") == Some("it")).unwrap();
        is_boilerplate(&dom, node, &Measures::new(&dom), strictness)
    }

    #[rstest]
    #[case::navigation("<nav id=it>Home</nav>", true, true)]
    #[case::hidden("<p id=it style='color: red; display : none'>Hidden</p>", true, true)]
    #[case::sent_for_later("<div id='it' hidden>Hidden</div>", true, true)]
    #[case::named("<div id=it class=relatedStories>Another story about ferries</div>", true, false)]
    #[case::comments("<div id=it class=comment-list>I was there!</div>", true, false)]
    #[case::text_by_name("<div id=it class='article-body share'>The story</div>", false, false)]
    #[case::plain("<div id=it class=x17>The story</div>", false, false)]
    #[case::short("<p id=it class=meta>Monday</p>", true, false)]
    #[case::heading("<h3 id=it class=time>11:04 The ferry leaves</h3>", false, false)]
    #[case::heading_by_another_name("<h3 id=it class=widget-title>The cook</h3>", false, false)]
    #[case::part_of_a_heading("<h3><span id=it class=time>11:04</span> The ferry leaves</h3>", false, false)]
    fn elements(#[case] html: &str, #[case] strict: bool, #[case] gentle: bool) {
        assert_eq!(is_left_out(html, Strictness::Strict), strict);
        assert_eq!(is_left_out(html, Strictness::Gentle), gentle);
    }

    #[test]
    fn what_holds_the_headline_and_the_text_is_not_left_out_for_its_name() {
        let html = format!("<div id=it class='page with-sidebar'><h1>Late</h1><p>{TEXT}</p><p>{TEXT}</p></div>");
        assert!(!is_left_out(&html, Strictness::Strict));
        assert!(is_left_out(&html.replace("h1", "h3").replace("<p>", "<p>Also: "), Strictness::Strict));
    }
}
