//! The frame of every page: head, masthead with the search box, and foot.

use maud::{DOCTYPE, Markup, html};

use crate::assets;
use crate::parameters::LONGEST_QUERY;

/// A page to be framed.
pub(super) struct Page<'a> {
    /// What the window is called.
    pub(super) title: &'a str,
    /// What stands in the search box of the masthead; `None` leaves the masthead out, for a page with its own.
    pub(super) query: Option<&'a str>,
    /// The same as JSON.
    pub(super) json: Option<String>,
    /// What the page says.
    pub(super) body: Markup,
}

impl Page<'_> {
    /// Draws the page.
    pub(super) fn draw(self) -> Markup {
        html! {
            (DOCTYPE)
            html lang="en" {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    title { (self.title) }
                    link rel="icon" type="image/svg+xml" href=(assets::icon_link());
                    link rel="stylesheet" href=(assets::style_link());
                }
                body {
                    a.skip href="#content" { "Skip to content" }
                    @if let Some(query) = self.query {
                        header.masthead { (wordmark()) (search_form(query)) (navigation()) }
                    }
                    main #content tabindex="-1" { (self.body) }
                    footer.foot {
                        p { "From one file on this machine. Nothing here loads anything from elsewhere." }
                        @if let Some(json) = self.json { p { a href=(json) { "This page as JSON" } } }
                    }
                }
            }
        }
    }
}

/// The name, which leads home.
pub(super) fn wordmark() -> Markup {
    html! {
        a.wordmark href="/" { img src=(assets::icon_link()) alt="" width="28" height="28"; span { "Cuttings" } }
    }
}

/// The pages that lead on.
pub(super) fn navigation() -> Markup {
    html! {
        nav.ways aria-label="Pages" {
            a href="/search?q=" { "Articles" } a href="/stories" { "Stories" } a href="/reuse" { "Reuse" } a href="/desk" { "Desk" }
        }
    }
}

/// The search box with a query in it.
pub(super) fn search_form(query: &str) -> Markup {
    html! {
        form.search role="search" action="/search" method="get" {
            label.unseen for="q" { "Search the archive" }
            input #q type="search" name="q" value=(query) dir="auto" maxlength=(LONGEST_QUERY) autocomplete="off"
                autocapitalize="off" spellcheck="false" placeholder="Words, a “phrase”, site: …";
            button type="submit" { "Search" }
        }
    }
}
