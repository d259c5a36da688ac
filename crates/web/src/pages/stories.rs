//! The list of stories: what several sites told in nearly the same words.

use cuttings_store::{StoryListing, StoryOrder, StorySummary};
use maud::{Markup, html};

use super::layout::Page;
use super::numbers::{count, counted, plural};
use super::{dates, listing};
use crate::links;

/// One page of the list.
pub(super) struct Stories<'a> {
    /// In which order.
    pub(super) order: StoryOrder,
    /// Which page, from 1.
    pub(super) page: u32,
    /// How many stories a page has.
    pub(super) page_size: u32,
    /// The last page that can be asked for.
    pub(super) last_page: u32,
    /// The stories.
    pub(super) listing: &'a StoryListing,
}

impl Stories<'_> {
    /// Draws the page.
    pub(super) fn draw(&self) -> Markup {
        let body = html! {
            section.stories {
                header.page-head {
                    h1 { "Stories " span.count { (count(self.listing.total)) } }
                    p { "Articles that tell the same in the same words or nearly so, whoever printed them." }
                }
                @if self.listing.total == 0 {
                    (none())
                } @else if self.listing.stories.is_empty() {
                    div.nothing {
                        p { "The stories end before this page." }
                        p { a href=(links::stories(self.order, 1)) { "To the first page" } }
                    }
                } @else {
                    nav.choices aria-label="Order" {
                        (self.choice(StoryOrder::Largest, "Largest first"))
                        (self.choice(StoryOrder::Newest, "Newest first"))
                    }
                    ol.hits start=(self.first()) { @for story in &self.listing.stories { (draw_story(story)) } }
                    (self.pager())
                }
            }
        };
        let json = format!("/api/v1{}", links::stories(self.order, 1));
        Page { title: "Stories – Cuttings", query: Some(""), json: Some(json), body }.draw()
    }

    fn choice(&self, order: StoryOrder, name: &str) -> Markup {
        html! {
            @if order == self.order {
                span aria-current="true" { (name) }
            } @else {
                a href=(links::stories(order, 1)) { (name) }
            }
        }
    }

    fn pager(&self) -> Markup {
        let pages = self.listing.total.div_ceil(u64::from(self.page_size));
        pager("Pages of stories", self.page, pages, self.last_page, |page| links::stories(self.order, page))
    }

    fn first(&self) -> u64 {
        u64::from(self.page - 1) * u64::from(self.page_size) + 1
    }
}

/// What a page says that has no stories to show.
pub(super) fn none() -> Markup {
    html! {
        div.nothing {
            p { "No stories yet. An import that finds two articles with the same text, or nearly the same, makes a story of \
                 them." }
        }
    }
}

/// Links to the neighbours of a page, up to the last that can be asked for; nothing where there is one page only.
pub(super) fn pager(label: &str, page: u32, pages: u64, last: u32, link: impl Fn(u32) -> String) -> Markup {
    html! {
        @if pages > 1 {
            nav.pager aria-label=(label) {
                @if page > 1 { a rel="prev" href=(link(page - 1)) { "← Previous" } } @else { span {} }
                span { "Page " (count(page.into())) " of " (count(pages)) }
                @if u64::from(page) < pages && page < last { a rel="next" href=(link(page + 1)) { "Next →" } } @else { span {} }
            }
        }
    }
}

/// How many articles, texts and sites, and when.
pub(super) fn facts(story: &StorySummary) -> Markup {
    let number = |number: u64, one, many| html! { (count(number)) "\u{a0}" (plural(number, one, many)) };
    let dates = story.first_published.as_deref().zip(story.last_published.as_deref());
    listing::line([
        Some(number(story.articles, "article", "articles")),
        Some(number(story.contents, "text", "texts")),
        Some(number(story.sites, "site", "sites")),
        dates.map(|(first, last)| dates::range(first, last)),
    ])
}

fn draw_story(story: &StorySummary) -> Markup {
    let article = &story.representative;
    html! {
        li.hit dir="auto" {
            h2 lang=[listing::language(article)] { a href=(links::story(&article.id)) { (listing::title(article)) } }
            (facts(story))
            @if let Some(site) = &article.site {
                p.also dir="ltr" { "first in " bdi { (listing::shorten(site, 60)) } }
            }
        }
    }
}

/// A link from an article to its story: nothing where it has none.
pub(super) fn link(id: &str, story: Option<&StorySummary>) -> Markup {
    html! {
        @if let Some(story) = story {
            p.in-story {
                a href=(links::story(id)) { "One of " (counted(story.articles, "article", "articles")) " that tell this story" }
                @if story.sites > 1 { ", at " (counted(story.sites, "site", "sites")) }
            }
        }
    }
}

/// How many more articles are in the story of a hit.
pub(super) fn more(id: &str, articles: Option<&u64>) -> Markup {
    html! {
        @if let Some(articles) = articles {
            p.also dir="ltr" { a href=(links::story(id)) { "+" (count(articles.saturating_sub(1))) " in the story" } }
        }
    }
}
