//! The frame of every page: head, masthead with the search box, and foot.

use maud::{DOCTYPE, Markup, html};

use super::help;
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
        self.framed(None)
    }

    /// Draws the page of a list that has an Atom feed as well.
    pub(super) fn draw_with_feed(self, feed: &str) -> Markup {
        self.framed(Some(feed))
    }

    fn framed(self, feed: Option<&str>) -> Markup {
        html! {
            (DOCTYPE)
            html lang="en" {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    title { (self.title) }
                    link rel="icon" type="image/svg+xml" href=(assets::ICON.link());
                    link rel="stylesheet" href=(assets::STYLE.link());
                    link rel="search" type="application/opensearchdescription+xml" title="Cuttings" href="/opensearch.xml";
                    @if let Some(feed) = feed {
                        link rel="alternate" type="application/atom+xml" title="Newest of these articles" href=(feed);
                    }
                    script src=(assets::SCRIPT.link()) defer {}
                }
                body {
                    a.skip href="#content" { "Skip to content" }
                    @if let Some(query) = self.query {
                        header.masthead { (wordmark()) (search_form(query)) (navigation()) }
                    }
                    main #content tabindex="-1" { (self.body) }
                    (help::dialog())
                    footer.foot {
                        p { "From one file on this machine. Nothing here loads anything from elsewhere." }
                        p.forms {
                            @if let Some(feed) = feed { a href=(feed) { "Feed" } }
                            @if let Some(json) = self.json { a href=(json) { "This page as JSON" } }
                        }
                    }
                }
            }
        }
    }
}

/// The name, which leads home.
pub(super) fn wordmark() -> Markup {
    html! {
        a.wordmark href="/" { img src=(assets::ICON.link()) alt="" width="28" height="28"; span { "Cuttings" } }
    }
}

/// The pages that lead on.
pub(super) fn navigation() -> Markup {
    html! {
        nav.ways aria-label="Pages" {
            a href="/search?q=" { "Articles" } a href="/stories" { "Stories" } a href="/reuse" { "Reuse" } a href="/desk" { "Desk" }
            a href="/stats" { "Statistics" } a href="/runs" { "Imports" } a href="/help" { "Help" }
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
