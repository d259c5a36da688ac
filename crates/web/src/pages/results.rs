//! The page of results: what was found, best first, with the words marked.

use std::collections::HashMap;

use cuttings_store::{Hit, SearchOrder, SearchPage, SnippetPart};
use maud::{Markup, html};

use super::layout::Page;
use super::listing::shorten;
use super::numbers::{count, counted};
use super::{desk, facets, help, listing, note, stories};
use crate::asked::{Asked, ORDERS};
use crate::desk::Writing;
use crate::links;

/// Longest snippet, in characters. The archive cuts them shorter, except around a long phrase.
const LONGEST_SNIPPET: usize = 600;

/// One page of the answer to a query.
pub(super) struct Results<'a> {
    /// What was asked for.
    pub(super) asked: &'a Asked,
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
        let query = self.asked.query.as_str();
        let title = if query.is_empty() { "All articles" } else { query };
        let body = html! {
            div.columns {
                section.results aria-label="Results" {
                    (self.head())
                    (desk::save_search(query, self.writing))
                    @if let Some(note) = &self.answer.note { (note::draw(query, note)) }
                    @if let Some(meant) = &self.answer.did_you_mean { (note::did_you_mean(meant)) }
                    @if self.answer.hits.is_empty() {
                        (self.nothing())
                    } @else {
                        ol.hits start=(self.first()) {
                            @for hit in &self.answer.hits { (draw_hit(hit, self.asked.fold, self.stories)) }
                        }
                        (self.pager())
                    }
                }
                (self.beside())
            }
        };
        let title = format!("{title} – Cuttings");
        Page { title: &title, query: Some(query), json: Some(self.asked.json_link()), body }
            .draw_with_feed(&self.asked.feed_link())
    }

    fn head(&self) -> Markup {
        html! {
            header.results-head {
                @if self.asked.query.is_empty() {
                    h1 { "All articles" }
                } @else {
                    h1 { "Results for " q.query dir="auto" { (self.asked.query) } }
                }
                (facets::chips(self.asked))
                @if !self.answer.hits.is_empty() {
                    p.range { (count(self.first())) "–" (count(self.last())) " of " (count(self.answer.total)) }
                    (self.choices())
                }
            }
        }
    }

    /// The orders, and whether stories are folded.
    fn choices(&self) -> Markup {
        let asked = self.asked;
        // Without a word nothing ranks, and the usual order is the newest first.
        let unranked = usize::from(asked.query.is_empty());
        html! {
            div.arrange {
                nav.choices aria-label="Order" {
                    @for (order, _, name) in ORDERS.into_iter().skip(unranked) {
                        @if order == asked.order || (unranked == 1 && asked.order == SearchOrder::default() && order == SearchOrder::Newest) {
                            span aria-current="true" { (name) }
                        } @else {
                            a href=(asked.in_order(order).link()) rel="nofollow" { (name) }
                        }
                    }
                }
                nav.choices aria-label="Stories" {
                    @if asked.fold {
                        span aria-current="true" { "Each story once" }
                        a href=(asked.folded(false).link()) rel="nofollow" { "Every text" }
                    } @else {
                        span aria-current="true" { "Every text" }
                        a href=(asked.folded(true).link()) rel="nofollow" { "Each story once" }
                    }
                }
            }
        }
    }

    /// What the results are about; without facets, how to search.
    fn beside(&self) -> Markup {
        let facets = self.answer.facets.as_ref().map(|facets| facets::draw(self.asked, facets, self.answer.total));
        let facets = facets.filter(|facets| !facets.0.is_empty());
        html! {
            @if let Some(facets) = facets {
                aside aria-labelledby="facets" {
                    // On a phone they open by a touch; where there is room, the style sheet shows them open.
                    details.facets { summary { h2 #facets { "Narrow the results" } } (facets) }
                }
            } @else {
                aside.help aria-labelledby="help" {
                    h2 #help { "How to search" }
                    (help::operators())
                }
            }
        }
    }

    fn nothing(&self) -> Markup {
        html! {
            div.nothing {
                @if self.answer.total > 0 {
                    p { "There are " (counted(self.answer.total, "result", "results")) ", and they end before this page." }
                    p { a href=(self.asked.at_page(1).link()) { "To the first page" } }
                } @else if self.asked.query.is_empty() {
                    p { "The archive is empty. Put articles into it with " code { "cuttings import FILES" } "." }
                } @else {
                    p { "Nothing in the archive matches." }
                    p { "Fewer words find more. Words are matched whole: " code { "light*" } " also finds "
                        i { "lighthouse" } "; " code { "ferry OR boat" } " finds either. "
                        a href="/help" { "How to search" } }
                }
            }
        }
    }

    fn pager(&self) -> Markup {
        let pages = self.answer.total.div_ceil(u64::from(self.page_size));
        let page = self.asked.page;
        html! {
            (stories::pager("Pages of results", page, pages, self.last_page, |page| self.asked.at_page(page).link()))
            @if u64::from(page) < pages && page == self.last_page {
                p.note { "Results farther down cannot be paged to. Add a word to the query, or a site or date." }
            }
        }
    }

    /// The number of the first hit.
    fn first(&self) -> u64 {
        u64::from(self.asked.page - 1) * u64::from(self.page_size) + 1
    }

    /// The number of the last hit.
    fn last(&self) -> u64 {
        self.first() + self.answer.hits.len() as u64 - 1
    }
}

fn draw_hit(hit: &Hit, folded: bool, stories: &HashMap<String, u64>) -> Markup {
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
            @if !folded || article.more_in_story.is_some() { (stories::more(&article.id, stories.get(&article.id))) }
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
