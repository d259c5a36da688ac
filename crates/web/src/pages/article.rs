//! The page of an article: the text as it was printed, and behind it everything that the archive knows of it.

use cuttings_core::Role;
use cuttings_store::{Article, ArticleSummary, Elsewhere, Reuse, StorySummary};
use maud::{Markup, html};

use super::layout::Page;
use super::numbers::count;
use super::{blocks, dates, desk, languages, lens, listing, provenance, stories};
use crate::desk::Writing;
use crate::links;
use crate::period::Period;
use crate::subject::{Field, Subject};

/// Longest title and longest name that are shown, in characters; the JSON has all of them.
const LONGEST_TITLE: usize = 2_000;
const LONGEST_NAME: usize = 200;
/// Tags that are shown.
const MOST_TAGS: usize = 100;
/// Headings from which on a text has a list of contents.
const FEWEST_HEADINGS: usize = 3;
/// Longest heading in that list, in characters.
const LONGEST_HEADING: usize = 120;

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
            (contents(article))
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
                    @if let Some(site) = &summary.site { (name_link(Field::Site, site)) }
                    @if summary.site.is_some() && summary.section.is_some() { "\u{a0}· " }
                    @if let Some(section) = &summary.section { (name_link(Field::Section, section)) }
                }
            }
            @if summary.title.is_empty() {
                h1.untitled { "Untitled" }
            } @else {
                h1 lang=[listing::language(summary)] { (listing::shorten(&summary.title, LONGEST_TITLE)) }
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

/// The headings of a text that has several, each a link to its place. What is said again is not listed again.
fn contents(article: &Article) -> Markup {
    let shown = &article.blocks[..blocks::how_many_fit(&article.blocks)];
    let headings: Vec<_> =
        shown.iter().filter(|block| block.role == Role::Heading && block.repeats.is_none()).collect();
    html! {
        @if headings.len() >= FEWEST_HEADINGS {
            details.contents {
                summary { "Contents" }
                ol lang=[listing::language(&article.summary)] {
                    @for heading in headings {
                        li dir="auto" {
                            a href=(format!("#{}", blocks::anchor(heading))) {
                                (listing::shorten(&heading.text, LONGEST_HEADING))
                            }
                        }
                    }
                }
            }
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
                (name_link(Field::Author, author))
            }
        }
    }
}

fn dateline(article: &Article) -> Markup {
    let summary = &article.summary;
    listing::line([
        summary.published.as_deref().map(date_link),
        article.modified.as_deref().map(|modified| html! { "changed " (dates::instant(modified)) }),
        summary.language.as_deref().map(|language| {
            html! { a href=(links::field("lang", language)) { (languages::name(language)) } }
        }),
        Some(listing::words(summary)),
    ])
}

/// A date that leads to what else was published in that month, or in that year where no month is known.
fn date_link(iso: &str) -> Markup {
    match Period::parse(iso.get(..7).unwrap_or(iso)) {
        Some(period) => html! { a href=(Subject::Time(period).link()) { (dates::instant(iso)) } },
        None => dates::instant(iso),
    }
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
            ul.tags aria-label="Tags" { @for tag in tags.iter().take(MOST_TAGS) { li { (name_link(Field::Tag, tag)) } } }
        }
    }
}

fn name_link(field: Field, name: &str) -> Markup {
    html! { a href=(Subject::Named(field, name.to_owned()).link()) { bdi { (listing::shorten(name, LONGEST_NAME)) } } }
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
