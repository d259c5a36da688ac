//! Pages made for each thing that the extraction has to see.

use cuttings_core::Role;
use rstest::rstest;

use super::*;
use crate::page::dom::parse;

const QUAY: &str = "The ferry left the quay an hour late on Tuesday, and nobody on the island was surprised by that.";
const CREW: &str = "Its crew had been looking for the cook, who was found asleep in the hold among the potatoes.";
const MAYOR: &str = "The mayor said that the island would have a bridge before he went to sea with that cook again.";

fn read(html: &str) -> Body {
    let known = Known { title: Some("Late again"), authors: &[], description: None, article_body: None };
    extract(&parse(html), &known)
}

fn blocks(html: &str) -> Vec<(Role, String)> {
    read(html).blocks.into_iter().map(|block| (block.role, block.text)).collect()
}

fn article(inner: &str) -> String {
    format!("<body><article><h1>Late again</h1><p>{QUAY}</p>{inner}<p>{CREW}</p><p>{MAYOR}</p></article></body>")
}

/// What an article has between its first and its second paragraph.
fn between(inner: &str) -> Vec<(Role, String)> {
    let all = blocks(&article(inner));
    let texts: Vec<_> = all.iter().map(|(_, text)| text.as_str()).collect();
    assert_eq!((texts.first(), texts.last()), (Some(&QUAY), Some(&MAYOR)), "{texts:?}");
    all[1..all.len() - 2].to_vec()
}

#[rstest]
#[case::heading("<h2>The cook</h2>", Role::Heading, "The cook")]
#[case::linked_heading("<h2><a href='#cook'>The cook</a></h2>", Role::Heading, "The cook")]
#[case::item("<ul><li>One potato</li></ul>", Role::ListItem, "One potato")]
#[case::quote("<blockquote><p>I was tired.</p></blockquote>", Role::Quote, "I was tired.")]
#[case::caption("<figure><img><figcaption>The hold</figcaption></figure>", Role::Caption, "The hold")]
#[case::old_caption("<div><img><p class=wp-caption-text>The hold</p></div>", Role::Caption, "The hold")]
#[case::code("<pre>a\n  b\n</pre>", Role::Preformatted, "a\n  b")]
#[case::table(
    "<table><tr><th>Day</th><th>Late</th></tr><tr><td>Monday</td><td>1 h</td></tr></table>",
    Role::Preformatted,
    "Day | Late\nMonday | 1 h"
)]
#[case::inline(
    "<p>One <b>of</b>\n <i>the</i> <a href=/c>cooks</a> slept.</p>",
    Role::Paragraph,
    "One of the cooks slept."
)]
#[case::entities("<p>Fish &amp; chips &ndash; again.</p>", Role::Paragraph, "Fish & chips – again.")]
fn blocks_have_their_roles(#[case] html: &str, #[case] role: Role, #[case] text: &str) {
    assert_eq!(between(html), [(role, text.to_owned())]);
}

#[rstest]
#[case::share("<div class=share-bar>Share on Facebook</div>")]
#[case::advertisement("<p>ADVERTISEMENT</p>")]
#[case::read_more("<p>Read more: <a href=/x>The last cook, too</a></p>")]
#[case::only_a_link("<p><a href=/x>The cook before him was found in the hold as well</a></p>")]
#[case::newsletter(
    "<section class=newsletter><p>Get our letter every morning, with all the ferries of the day.</p></section>"
)]
#[case::hidden("<p style='display:none'>You have read three articles this month, and may read two more.</p>")]
#[case::script("<script>document.write('x')</script>")]
#[case::picture("<figure><img><span>Photo by nobody</span></figure>")]
#[case::title_again("<p>Late again</p>")]
fn what_is_no_article_is_left_out(#[case] html: &str) {
    assert_eq!(between(html), []);
}

#[test]
fn line_breaks_part_paragraphs_where_they_mean_it() {
    let texts = |html: &str| between(html).into_iter().map(|(_, text)| text).collect::<Vec<_>>();
    assert_eq!(texts("<p>One man<br>two dogs.<br><br>Three cats.</p>"), ["One man two dogs.", "Three cats."]);
    let long = "A long line of text that goes on and on, over the whole width of the screen and further, until it ends here \
                at last, far down on the right.";
    assert_eq!(texts(&format!("<p>{long}<br>{long}</p>")), [long, long]);
}

#[test]
fn what_stands_around_the_article_is_left_out() {
    let html = format!(
        "<body><header><nav><ul><li><a href=/>Home</a></li></ul></nav></header>
         <main><h1>Late again</h1><p>By Ida Brandt</p><p>3 March 2024</p>
         <div class=text><p>{QUAY}</p><p>{CREW}</p><p>{MAYOR}</p></div>
         <h3>Related stories</h3><ul><li><a href=/a>Ferry sold to a cook from the mainland</a></li></ul>
         <div id=comments><p>I was on that ferry, and I can tell you that nobody looked for the cook at all, ever.</p></div>
         </main><footer><p>The Herald, Quay 1, Port Elsa. All rights reserved, and some more words of law here.</p></footer>"
    );
    let texts: Vec<_> = blocks(&html).into_iter().map(|(_, text)| text).collect();
    assert_eq!(texts, [QUAY, CREW, MAYOR]);
}

#[test]
fn a_standfirst_beside_the_text_is_its_first_paragraph() {
    let summary = "A cook, a hold and a bag of potatoes: how the island lost an hour.";
    let html = format!(
        "<div class=top><h1>Late again</h1><div class=teaser>{summary}</div></div><article><p>{QUAY}</p><p>{CREW}</p></article>"
    );
    let known = Known { title: Some("Late again"), authors: &[], description: Some(summary), article_body: None };
    let texts: Vec<_> = extract(&parse(&html), &known).blocks.into_iter().map(|block| block.text).collect();
    assert_eq!(texts, [summary, QUAY, CREW]);
}

#[test]
fn a_text_that_only_the_data_have_is_taken_with_doubt() {
    let data = [QUAY, CREW, MAYOR].repeat(4).join("\n\n");
    let known = Known { title: None, authors: &[], description: None, article_body: Some(&data) };
    let body = extract(&parse("<p>Please log in to go on.</p>"), &known);
    assert_eq!(body.blocks.len(), 12);
    assert!(body.confidence < 0.5 && body.doubt.is_some());
}

#[test]
fn a_text_is_found_among_what_is_named_as_boilerplate() {
    let html =
        format!("<div class=sidebar><p>{QUAY}</p><p>{CREW}</p><p>{MAYOR}</p></div><footer><p>{CREW}</p></footer>");
    let body = read(&html);
    assert_eq!(body.blocks.len(), 3);
    assert!(body.confidence < read(&article("")).confidence);
}

#[test]
fn little_text_is_of_low_confidence() {
    let body = read("<p>The page was not found.</p>");
    assert!(body.confidence < 0.5);
    assert_eq!(body.doubt, Some("the page has little text"));
}
