//! Text to a document, within bounds on time and memory.

use std::time::{Duration, Instant};

use html5ever::TokenizerResult;
use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts, TreeSink};

use super::Dom;
use super::shallow::Shallow;
use super::sink::Sink;

/// The text goes to the parser in pieces of this length (bytes), and between them it is seen how much it has cost.
const PIECE_BYTES: usize = 1024;

/// Where a piece causes more work than this, the next ones are short: a tag of three letters may be answered with
/// hundreds of elements.
const COSTLY_PIECE: u64 = 200_000;
const SHORT_PIECE_BYTES: usize = 32;

/// A page that takes longer is read as far as it came. The bounds on nodes and depth end nearly all before; this is for
/// what only the parser sees, such as a tag with a million attributes, each of which it compares with all before.
const DEADLINE: Duration = Duration::from_secs(5);

/// Parses a page as browsers do; whatever the text is, the outcome is a document.
pub(in crate::page) fn parse(text: &str) -> Dom {
    let builder = TreeBuilder::new(Sink::new(), TreeBuilderOpts::default());
    let tokenizer = Tokenizer::new(Shallow::new(builder), TokenizerOpts::default());
    let sink = || &tokenizer.sink.builder.sink;
    let buffer = BufferQueue::default();
    let mut rest = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut length = PIECE_BYTES;
    let started = Instant::now();
    while !rest.is_empty() && !sink().is_exhausted() {
        if started.elapsed() > DEADLINE {
            sink().exhaust();
            break;
        }
        let (piece, after) = rest.split_at(rest.ceil_char_boundary(length));
        let before = sink().work();
        buffer.push_back(StrTendril::from_slice(piece));
        // The parser stops where a browser would run a script or take up another encoding.
        while !matches!(tokenizer.feed(&buffer), TokenizerResult::Done) {}
        length = if sink().work() - before > COSTLY_PIECE { SHORT_PIECE_BYTES } else { PIECE_BYTES };
        rest = after;
    }
    tokenizer.end();
    tokenizer.sink.builder.sink.finish()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn numbered(before: &str, count: usize, after: &str) -> String {
        (0..count).flat_map(|number| [before.to_owned(), number.to_string(), after.to_owned()]).collect()
    }

    #[rstest]
    #[case::nested("<div>".repeat(20_000))]
    #[case::deeply_nested("<div>".repeat(1_000_000))]
    #[case::nested_formatting(numbered("<b a=", 40_000, ">") + &"<p>".repeat(20_000))]
    #[case::misnested("<a><div>".repeat(20_000) + &"</a>".repeat(20_000))]
    #[case::misnested_formatting("<b><p><i><div>".repeat(10_000) + &"</b></i>".repeat(10_000))]
    #[case::tables("<table><tr><td>".repeat(20_000))]
    #[case::fostered("<table>".to_owned() + &"<b>x".repeat(50_000))]
    #[case::attributes(format!("<p {}>", numbered("a", 1_000_000, " ")))]
    #[case::many_nodes("<br>".repeat(3_000_000))]
    #[case::open_comment("<!--".to_owned() + &"- ".repeat(1_000_000))]
    #[case::open_tag("<".repeat(1_000_000))]
    fn hostile_pages_cost_seconds_at_most(#[case] text: String) {
        let started = Instant::now();
        let dom = parse(&text);
        assert!(dom.len() < 1_100_000, "{} nodes", dom.len());
        // Some ten times what an idle machine takes without optimization.
        assert!(started.elapsed() < Duration::from_mins(1), "{:?}", started.elapsed());
    }

    #[test]
    fn what_is_nested_too_deep_is_kept_and_said() {
        let dom = parse(&("<div>".repeat(5_000) + "<p>The ferry left."));
        assert_eq!(dom.text(0), "The ferry left.");
        assert!(dom.elements().all(|(node, _)| dom.ancestors(node).count() <= 1_010));
        assert_eq!(dom.notes, ["elements nested more than 1000 deep were left out; their text was kept"]);
        assert_eq!(parse("<p>The ferry left.").notes, [""; 0]);
    }

    #[test]
    fn what_comes_after_too_deep_a_nesting_is_where_it_belongs() {
        let dom = parse(&("<div>".repeat(2_000) + &"</div>".repeat(2_000) + "<p>The ferry left."));
        let (paragraph, _) = dom.elements().find(|(_, element)| element.name() == "p").unwrap();
        assert_eq!(dom.name(dom.parent(paragraph)), "body");
    }
}
