//! The page of results: what was found, best first, with the words marked.

use std::collections::HashMap;

use cuttings_store::{Hit, SearchPage, SnippetPart};
use maud::{Markup, html};

use super::layout::Page;
use super::listing::shorten;
use super::numbers::{count, counted};
use super::{desk, help, listing, note, stories};
use crate::desk::Writing;
use crate::links;

/// Longest snippet, in characters. The archive cuts them shorter, except around a long phrase.
const LONGEST_SNIPPET: usize = 600;

/// One page of the answer to a query.
pub(super) struct Results<'a> {
    /// The query as it was typed.
    pub(super) query: &'a str,
    /// Which page, from 1.
    pub(super) page: u32,
    /// How many hits a page has.
    pub(super) page_size: u32,
    /// The last page that can be asked for.
    pub(super) last_page: u32,
    /// What was found.
    pub(super) answer: &'a SearchPage,
    /// How many articles the stories of the hits have, by the ids of the hits.
    pub(super) stories: &'a HashMap<String, u64>,
    /// What writes, where the server does.
    pub(super) writing: Option<&'a Writing>,
}

impl Results<'_> {
    /// Draws the page.
    pub(super) fn draw(&self) -> Markup {
        let title = if self.query.is_empty() { "All articles" } else { self.query };
        let body = html! {
            div.columns {
                section.results aria-label="Results" {
                    (self.head())
                    (desk::save_search(self.query, self.writing))
                    @if let Some(note) = &self.answer.note { (note::draw(self.query, note)) }
                    @if let Some(meant) = &self.answer.did_you_mean { (note::did_you_mean(meant)) }
                    @if self.answer.hits.is_empty() {
                        (self.nothing())
                    } @else {
                        ol.hits start=(self.first()) { @for hit in &self.answer.hits { (draw_hit(hit, self.stories)) } }
                        (self.pager())
                    }
                }
                aside.help aria-labelledby="help" {
                    h2 #help { "How to search" }
                    (help::operators())
                }
            }
        };
        Page { title: &format!("{title} – Cuttings"), query: Some(self.query), json: Some(self.json()), body }.draw()
    }

    fn head(&self) -> Markup {
        html! {
            header.results-head {
                @if self.query.is_empty() {
                    h1 { "All articles, newest first" }
                } @else {
                    h1 { "Results for " q.query dir="auto" { (self.query) } }
                }
                @if !self.answer.hits.is_empty() {
                    p.range { (count(self.first())) "–" (count(self.last())) " of " (count(self.answer.total)) }
                }
            }
        }
    }

    fn nothing(&self) -> Markup {
        html! {
            div.nothing {
                @if self.answer.total > 0 {
                    p { "There are " (counted(self.answer.total, "result", "results")) ", and they end before this page." }
                    p { a href=(links::search(self.query, 1)) { "To the first page" } }
                } @else if self.query.is_empty() {
                    p { "The archive is empty. Put articles into it with " code { "cuttings import FILES" } "." }
                } @else {
                    p { "Nothing in the archive matches." }
                    p { "Fewer words find more. Words are matched whole: " code { "light*" } " also finds "
                        i { "lighthouse" } "; " code { "ferry OR boat" } " finds either." }
                }
            }
        }
    }

    fn pager(&self) -> Markup {
        let pages = self.answer.total.div_ceil(u64::from(self.page_size));
        let more = u64::from(self.page) < pages;
        if pages < 2 {
            return Markup::default();
        }
        html! {
            nav.pager aria-label="Pages of results" {
                @if self.page > 1 {
                    a rel="prev" href=(links::search(self.query, self.page - 1)) { "← Previous" }
                } @else { span {} }
                span { "Page " (count(self.page.into())) " of " (count(pages)) }
                @if more && self.page < self.last_page {
                    a rel="next" href=(links::search(self.query, self.page + 1)) { "Next →" }
                } @else { span {} }
            }
            @if more && self.page == self.last_page {
                p.note { "Results farther down cannot be paged to. Add a word to the query, or a site or date." }
            }
        }
    }

    /// The number of the first hit.
    fn first(&self) -> u64 {
        u64::from(self.page - 1) * u64::from(self.page_size) + 1
    }

    /// The number of the last hit.
    fn last(&self) -> u64 {
        self.first() + self.answer.hits.len() as u64 - 1
    }

    /// The same answer from the API.
    fn json(&self) -> String {
        format!("/api/v1{}&offset={}", links::search(self.query, 1), self.first() - 1)
    }
}

fn draw_hit(hit: &Hit, stories: &HashMap<String, u64>) -> Markup {
    let article = &hit.article;
    html! {
        li.hit dir="auto" {
            h2 lang=[listing::language(article)] {
                a href=(links::article(&article.id)) {
                    @if article.title.is_empty() { (listing::title(article)) } @else { (draw_parts(&hit.title, listing::LONGEST_TITLE)) }
                }
            }
            (listing::meta(article))
            @if !hit.snippet.is_empty() {
                p.snippet lang=[listing::language(article)] dir="auto" { (draw_parts(&hit.snippet, LONGEST_SNIPPET)) }
            }
            @if hit.also_in > 0 {
                p.also {
                    a href=(format!("{}#reprints", links::article(&article.id))) {
                        "also in " (counted(hit.also_in, "other place", "other places"))
                    }
                }
            }
            (stories::more(&article.id, stories.get(&article.id)))
        }
    }
}

/// A text with the words found in it marked, as far as it fits.
fn draw_parts(parts: &[SnippetPart], longest: usize) -> Markup {
    let mut room = longest;
    let fitting = parts.iter().map_while(|part| {
        let text = (room > 0).then(|| shorten(&part.text, room))?;
        room = room.saturating_sub(part.text.chars().count());
        Some((text, part.found))
    });
    html! {
        @for (text, found) in fitting { @if found { mark { (text) } } @else { (text) } }
    }
}
