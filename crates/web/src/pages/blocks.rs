//! The text of an article: its blocks by what they are, repeats folded, and a note beside what others print as well.

use cuttings_core::Role;
use cuttings_store::{Article, ArticleBlock, Elsewhere};
use maud::{Markup, html};

use super::desk::text_of;
use super::listing;
use super::numbers::counted;
use super::passages::{Passage, divide};

/// Bytes of text that one page shows, at most: what a browser can still show without pain.
const MOST_TEXT: usize = 2 << 20;

/// Draws the whole text.
pub(super) fn draw(article: &Article) -> Markup {
    let shown = how_many_fit(&article.blocks);
    html! {
        div.text lang=[listing::language(&article.summary)] {
            @for passage in divide(&article.blocks[..shown]) { (draw_passage(&passage)) }
        }
        (left_out(article, shown))
    }
}

/// Says how much of a text is not shown.
pub(super) fn left_out(article: &Article, shown: usize) -> Markup {
    let left_out = article.blocks.len() - shown;
    html! {
        @if left_out > 0 {
            p.note {
                "The text is too long for a page; " (counted(left_out as u64, "block is", "blocks are")) " left out. "
                code { "cuttings show " (article.summary.id) } " gives all of it."
            }
        }
    }
}

/// How many blocks of a text a page shows.
pub(super) fn how_many_fit(blocks: &[ArticleBlock]) -> usize {
    let mut bytes = 0;
    let fits = |block: &&ArticleBlock| {
        bytes += block.text.len();
        bytes <= MOST_TEXT
    };
    blocks.iter().take_while(fits).count()
}

fn draw_passage(passage: &Passage<'_>) -> Markup {
    match passage {
        Passage::Own(blocks) => html! { div.passage { div.blocks { (draw_blocks(blocks)) } } },
        Passage::Shared(blocks, elsewhere) => html! {
            div.passage.shared { div.blocks { (draw_blocks(blocks)) } (draw_elsewhere(elsewhere)) }
        },
        Passage::Repeated(blocks) => draw_repeated(blocks),
    }
}

/// Draws blocks that say again what stands above, folded.
pub(super) fn draw_repeated(blocks: &[ArticleBlock]) -> Markup {
    html! {
        div.passage {
            details.repeats {
                summary lang="en" dir="ltr" {
                    (counted(blocks.len() as u64, "block", "blocks")) " repeated from above"
                }
                div.blocks { (draw_blocks(blocks)) }
            }
        }
    }
}

fn draw_elsewhere(elsewhere: &Elsewhere) -> Markup {
    html! {
        details.elsewhere lang="en" dir="ltr" {
            summary {
                "also in " (counted(elsewhere.total, "article", "articles")) @if elsewhere.at_least { " or more" }
            }
            (listing::others(elsewhere))
        }
    }
}

/// Draws blocks by what they are.
pub(super) fn draw_blocks(blocks: &[ArticleBlock]) -> Markup {
    let together = |a: &ArticleBlock, b: &ArticleBlock| a.role == Role::ListItem && b.role == Role::ListItem;
    html! {
        @for blocks in blocks.chunk_by(together) {
            @if blocks[0].role == Role::ListItem {
                ul dir="auto" { @for block in blocks { li dir="auto" { (text_of(block)) } } }
            } @else {
                (draw_block(&blocks[0]))
            }
        }
    }
}

/// What an address names a block by.
pub(super) fn anchor(block: &ArticleBlock) -> String {
    format!("block-{}", block.position)
}

fn draw_block(block: &ArticleBlock) -> Markup {
    let text = text_of(block);
    html! {
        @match block.role {
            Role::Heading => h2 id=(anchor(block)) dir="auto" { (text) },
            Role::Quote => blockquote dir="auto" { p { (text) } },
            Role::Caption => p.caption dir="auto" { (text) },
            // Wide tables scroll, and what scrolls must be reachable by keyboard.
            Role::Preformatted => pre dir="auto" tabindex="0" { (text) },
            Role::Paragraph | Role::ListItem => p dir="auto" { (text) },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_without_end_is_cut_off() {
        let block = |text: String| ArticleBlock {
            position: 1,
            role: Role::Paragraph,
            text,
            repeats: None,
            elsewhere: Elsewhere::default(),
            highlights: Vec::new(),
        };
        let blocks = vec![block("word ".repeat(100_000)); 6];
        assert_eq!(how_many_fit(&blocks), 4);
        assert_eq!(how_many_fit(&blocks[..2]), 2);
    }
}
