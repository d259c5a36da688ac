//! The page for the beginning of an id that several articles share.

use cuttings_store::ArticleSummary;
use maud::{Markup, html};

use super::layout::Page;
use super::listing;
use crate::links;

/// Draws the page, with links to the articles.
pub(super) fn draw(prefix: &str, articles: &[ArticleSummary]) -> Markup {
    draw_with(prefix, articles, links::article)
}

/// Draws the page, with links to what is made of the id of an article.
pub(super) fn draw_with(prefix: &str, articles: &[ArticleSummary], link: impl Fn(&str) -> String) -> Markup {
    let body = html! {
        section.message {
            h1 { "Several articles" }
            p { "More than one id begins with " code { (prefix) } ". These are some of them:" }
            (listing::list_to(articles, link))
        }
    };
    Page { title: "Several articles – Cuttings", query: Some(""), json: None, body }.draw()
}
