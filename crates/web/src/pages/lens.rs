//! The wire lens: the text of an article with a mark beside each passage that says how widely it was printed, and the
//! list of who printed it. Each mark is a word as well as a colour.

use cuttings_store::{Article, ArticleBlock, ArticleSummary, ParagraphReuse, Reuse, Whose};
use maud::{Markup, html};

use super::numbers::{count, counted};
use super::story::percent;
use super::{blocks, dates, listing};
use crate::links;

/// Longest name of a site in a list of printings, in characters.
const LONGEST_SITE: usize = 60;

/// The marks in the order of the legend, with what they mean.
const LEGEND: [(Whose, &str, &str); 5] = [
    (Whose::Unique, "only here", "no other article here prints it"),
    (Whose::Own, "own", "other articles of the same site print it too"),
    (Whose::Wire, "wire", "other sites print it too"),
    (Whose::Quote, "quote", "somebody’s words that others print too"),
    (Whose::Boilerplate, "boilerplate", "stands under many articles and belongs to none"),
];

/// What a mark is called.
fn name(whose: Whose) -> &'static str {
    LEGEND.iter().find(|entry| entry.0 == whose).map_or("", |entry| entry.1)
}

/// The class of what is whose.
fn of(whose: Whose) -> &'static str {
    match whose {
        Whose::Unique => "of-unique",
        Whose::Own => "of-own",
        Whose::Wire => "of-wire",
        Whose::Quote => "of-quote",
        Whose::Boilerplate => "of-boilerplate",
    }
}

/// The class of a passage: whose it is, and how widely it was printed.
fn class(paragraph: &ParagraphReuse) -> String {
    let width = match paragraph.sites {
        ..=2 => 1,
        3..=5 => 2,
        6..=15 => 3,
        _ => 4,
    };
    format!("lens-passage {} width-{width}", of(paragraph.whose))
}

/// Draws what stands above the text: the shares, the legend, and who has most of it.
pub(super) fn head(reuse: &Reuse) -> Markup {
    html! {
        section.lens-head aria-label="How widely it was printed" lang="en" dir="ltr" {
            p { (sentence(reuse)) }
            (bar(reuse))
            ul.legend {
                @for (whose, name, meaning) in LEGEND {
                    @let share = share(reuse, whose);
                    @if share > 0.0 {
                        li { (swatch(whose)) b { (name) " " (percent(share)) } " – " (meaning) }
                    }
                }
            }
            @if !reuse.sharers.is_empty() {
                details {
                    summary { "Who has most of it: " (counted(reuse.sharers.len() as u64, "article", "articles")) }
                    ol.sharers {
                        @for sharer in &reuse.sharers {
                            li { b.share { (percent(sharer.share)) } " " (printing(&sharer.article)) }
                        }
                    }
                }
            }
        }
    }
}

/// The words of an article by whose they are, in one sentence.
fn sentence(reuse: &Reuse) -> String {
    let part = |share: f64, what: &str| (share > 0.0).then(|| format!("{} {what}", percent(share)));
    let elsewhere = share(reuse, Whose::Wire) + share(reuse, Whose::Quote);
    let parts = [
        Some(format!("{} of this article is its own", percent(share(reuse, Whose::Unique)))),
        part(elsewhere, "was printed elsewhere too"),
        part(share(reuse, Whose::Own), "in other articles of its site"),
        part(share(reuse, Whose::Boilerplate), "is boilerplate"),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ") + "."
}

fn share(reuse: &Reuse, whose: Whose) -> f64 {
    reuse.shares.iter().filter(|share| share.0 == whose).map(|share| share.1).sum()
}

fn bar(reuse: &Reuse) -> Markup {
    let mut end = 0.0;
    let parts = LEGEND.map(|(whose, ..)| {
        let begin = end;
        end += share(reuse, whose) * 100.0;
        (whose, begin, end - begin)
    });
    html! {
        svg.shares width="100%" height="12" aria-hidden="true" {
            @for (whose, begin, width) in parts {
                @if width > 0.0 {
                    rect class=(of(whose)) x=(format!("{begin:.2}%")) width=(format!("{width:.2}%")) height="12" {}
                }
            }
        }
    }
}

fn swatch(whose: Whose) -> Markup {
    html! {
        svg.swatch width="12" height="12" aria-hidden="true" {
            rect class=(of(whose)) width="12" height="12" {}
        }
    }
}

/// A run of neighbouring blocks that the same articles print, or that repeat earlier ones.
enum Passage<'a> {
    Printed(&'a [ArticleBlock], &'a ParagraphReuse),
    Repeated(&'a [ArticleBlock]),
}

/// Draws the text.
pub(super) fn text(article: &Article, reuse: &Reuse) -> Markup {
    let shown = blocks::how_many_fit(&article.blocks);
    html! {
        div.text.lens lang=[listing::language(&article.summary)] {
            @for passage in divide(&article.blocks[..shown], &reuse.paragraphs) { (draw_passage(&passage)) }
        }
        (blocks::left_out(article, shown))
    }
}

fn divide<'a>(blocks: &'a [ArticleBlock], paragraphs: &'a [ParagraphReuse]) -> Vec<Passage<'a>> {
    // Both are in the order of the text.
    let find = |block: &ArticleBlock| {
        let index = paragraphs.binary_search_by_key(&block.position, |paragraph| paragraph.position);
        index.ok().map(|index| &paragraphs[index])
    };
    let together = |one: &ArticleBlock, other: &ArticleBlock| match (find(one), find(other)) {
        (None, None) => true,
        (Some(one), Some(other)) => {
            (one.whose, one.articles, &one.printings) == (other.whose, other.articles, &other.printings)
        }
        _ => false,
    };
    let passages = blocks.chunk_by(together).map(|blocks| match find(&blocks[0]) {
        Some(paragraph) => Passage::Printed(blocks, paragraph),
        None => Passage::Repeated(blocks),
    });
    passages.collect()
}

fn draw_passage(passage: &Passage<'_>) -> Markup {
    match passage {
        Passage::Repeated(repeated) => blocks::draw_repeated(repeated),
        Passage::Printed(printed, paragraph) => html! {
            div class=(class(paragraph)) { div.blocks { (blocks::draw_blocks(printed)) } (printings(paragraph)) }
        },
    }
}

/// Who printed a passage, the earliest first.
fn printings(paragraph: &ParagraphReuse) -> Markup {
    let whose = name(paragraph.whose);
    if paragraph.articles < 2 {
        return html! { p.printings lang="en" dir="ltr" { b { (whose) } } };
    }
    // Of a paragraph that was not counted to the end, nobody knows the first.
    let first = paragraph.printings.iter().position(|article| article.published.is_some() && !paragraph.at_least);
    let unnamed = paragraph.articles.saturating_sub(paragraph.printings.len() as u64);
    html! {
        details.printings lang="en" dir="ltr" {
            summary {
                b { (whose) } " · " (counted(paragraph.articles, "article", "articles"))
                @if paragraph.at_least { " or more" }
                @if paragraph.sites > 1 { ", " (counted(paragraph.sites, "site", "sites")) }
            }
            ol {
                @for (index, article) in paragraph.printings.iter().enumerate() {
                    li { (printing(article)) @if first == Some(index) { " " strong.first { "first" } } }
                }
            }
            @if unnamed > 0 {
                p.more { "and " (count(unnamed)) @if paragraph.at_least { " or" } " more" }
            }
        }
    }
}

/// An article in a list of printings: site, date, title.
fn printing(article: &ArticleSummary) -> Markup {
    html! {
        @if let Some(site) = &article.site { bdi.site { (listing::shorten(site, LONGEST_SITE)) } " " }
        @if let Some(published) = &article.published { (dates::instant(published)) " " }
        bdi lang=[listing::language(article)] { a href=(links::article(&article.id)) { (listing::title(article)) } }
    }
}
