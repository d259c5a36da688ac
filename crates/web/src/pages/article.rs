//! The page of an article: the text as it was printed, and behind it everything that the archive knows of it.

use cuttings_store::{Article, ArticleSummary, Elsewhere, Reuse, StorySummary};
use maud::{Markup, html};

use super::layout::Page;
use super::numbers::count;
use super::{blocks, dates, desk, languages, lens, listing, provenance, stories};
use crate::desk::Writing;
use crate::links;

/// Draws the page: with the wire lens where there is reuse to show.
pub(super) fn draw(
    article: &Article,
    story: Option<&StorySummary>,
    reuse: Option<&Reuse>,
    writing: Option<&Writing>,
) -> Markup {
    let has_notes =
        reuse.is_some() || article.blocks.iter().any(|block| block.repeats.is_none() && block.elsewhere.total > 0);
    let body = html! {
        // The direction of the title is that of the sheet: a margin for notes is where the lines end.
        article.cutting.with-notes[has_notes] dir="auto" {
            @if let Some(former) = &article.asked_as {
                p.former role="note" {
                    code { (former) } " is a former reading of this article; its id is "
                    a href=(links::article(&article.summary.id)) { (article.summary.id) } " now."
                }
            }
            (head(article))
            (stories::link(&article.summary.id, story))
            (lens_switch(article, reuse.is_some()))
            @if let Some(reuse) = reuse {
                (lens::head(reuse))
                (lens::text(article, reuse))
            } @else {
                (blocks::draw(article))
            }
            (tags(&article.tags))
        }
        (desk::of_article(article, writing))
        div.record {
            (others(&article.reprints, "reprints", "Same text elsewhere"))
            (revisions(article))
            (provenance::draw(article))
        }
    };
    let title = format!("{} – Cuttings", listing::title(&article.summary));
    let json = Some(format!("/api/v1/articles/{}", article.summary.id));
    Page { title: &title, query: Some(""), json, body }.draw()
}

fn head(article: &Article) -> Markup {
    let summary = &article.summary;
    html! {
        header.article-head {
            @if summary.site.is_some() || summary.section.is_some() {
                p.kicker {
                    @if let Some(site) = &summary.site { (field_link("site", site)) }
                    @if summary.site.is_some() && summary.section.is_some() { "\u{a0}· " }
                    @if let Some(section) = &summary.section { (field_link("section", section)) }
                }
            }
            @if summary.title.is_empty() {
                h1.untitled { "Untitled" }
            } @else {
                h1 lang=[listing::language(summary)] { (summary.title) }
            }
            @if let Some(standfirst) = &article.standfirst {
                p.standfirst lang=[listing::language(summary)] dir="auto" { (standfirst) }
            }
            @if !article.authors.is_empty() { (byline(&article.authors)) }
            (dateline(article))
            (origin(article))
        }
    }
}

/// Switches the wire lens on or off.
fn lens_switch(article: &Article, is_on: bool) -> Markup {
    let link = links::article(&article.summary.id);
    html! {
        @if is_on {
            p.lens-switch { a href=(link) { "Without the wire lens" } }
        } @else if !article.blocks.is_empty() {
            p.lens-switch { a href=(format!("{link}?lens=1")) { "Wire lens" } ": who else printed each paragraph" }
        }
    }
}

fn byline(authors: &[String]) -> Markup {
    html! {
        p.byline {
            "By "
            @for (index, author) in authors.iter().enumerate() {
                @if index > 0 { @if index + 1 == authors.len() { " and " } @else { ", " } }
                (field_link("author", author))
            }
        }
    }
}

fn dateline(article: &Article) -> Markup {
    let summary = &article.summary;
    listing::line([
        summary.published.as_deref().map(dates::instant),
        article.modified.as_deref().map(|modified| html! { "changed " (dates::instant(modified)) }),
        summary.language.as_deref().map(|language| {
            html! { a href=(links::field("lang", language)) { (languages::name(language)) } }
        }),
        Some(listing::words(summary)),
    ])
}

/// The address that it was published at: as first given, because that is what its site knows.
fn origin(article: &Article) -> Markup {
    let Some(address) = article.original_url.as_ref().or(article.summary.url.as_ref()) else {
        return Markup::default();
    };
    html! {
        p.origin {
            @if let Some(link) = links::web_address(address) {
                a href=(link) rel="noopener noreferrer nofollow" { bdi { (address) } }
            } @else {
                bdi { (address) }
            }
        }
    }
}

fn tags(tags: &[String]) -> Markup {
    html! {
        @if !tags.is_empty() {
            ul.tags aria-label="Tags" { @for tag in tags { li { (field_link("tag", tag)) } } }
        }
    }
}

fn field_link(field: &str, value: &str) -> Markup {
    html! { a href=(links::field(field, value)) { bdi { (value) } } }
}

fn others(elsewhere: &Elsewhere, id: &str, title: &str) -> Markup {
    html! {
        @if elsewhere.total > 0 {
            section id=(id) {
                h2 { (title) " " span.count { (count(elsewhere.total)) } }
                (listing::others(elsewhere))
            }
        }
    }
}

/// Other versions, each with a link to what differs: the earlier one on the left.
fn revisions(article: &Article) -> Markup {
    let this = &article.summary;
    let compare = |other: &ArticleSummary| {
        let is_earlier = other.published.is_some() && (this.published.is_none() || other.published < this.published);
        let (left, right) = if is_earlier { (other, this) } else { (this, other) };
        html! { a href=(links::comparison(&left.id, &right.id)) { "compare" } }
    };
    html! {
        @if article.revisions.total > 0 {
            section #revisions {
                h2 { "Other versions at this URL " span.count { (count(article.revisions.total)) } }
                (listing::others_with(&article.revisions, compare))
            }
        }
    }
}
