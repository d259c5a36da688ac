//! The page that says why there is no other.

use maud::{Markup, html};

use super::layout::Page;

/// Draws the page.
pub(super) fn draw(title: &str, detail: &str) -> Markup {
    let body = html! {
        section.message {
            h1 { (title) }
            p dir="auto" { (detail) }
            p { a href="/" { "To the start page" } " · " a href="/search?q=" { "All articles" } }
        }
    };
    Page { title: &format!("{title} – Cuttings"), query: Some(""), json: None, body }.draw()
}
