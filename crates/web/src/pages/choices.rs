//! The page for the beginning of an id that several articles share.

use cuttings_store::ArticleSummary;
use maud::{Markup, html};

use super::layout::Page;
use super::listing;

/// Draws the page.
pub(super) fn draw(prefix: &str, articles: &[ArticleSummary]) -> Markup {
    let body = html! {
        section.message {
            h1 { "Several articles" }
            p { "More than one id begins with " code { (prefix) } ". These are some of them:" }
            (listing::list(articles))
        }
    };
    Page { title: "Several articles – Cuttings", query: Some(""), json: None, body }.draw()
}
