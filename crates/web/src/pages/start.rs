//! The start page: the search box, what the archive holds, and what is newest in it.

use std::collections::{BTreeMap, HashMap};

use cuttings_store::{ArticleSummary, Facets, Stats};
use maud::{Markup, html};

use super::layout::{Page, navigation, search_form, wordmark};
use super::numbers::{count, plural, size};
use super::{dates, help, histogram, listing};
use crate::links;

/// Longest query that is offered, in characters.
const LONGEST_EXAMPLE: usize = 50;

/// Draws the page, without numbers where they are not counted yet. `in_story` has the sizes of the stories of the latest.
pub(super) fn draw(
    stats: Option<&Stats>,
    overview: Option<&Facets>,
    latest: &[ArticleSummary],
    in_story: &HashMap<String, u64>,
) -> Markup {
    let body = html! {
        section.hero {
            h1 { (wordmark()) }
            p.motto { "An archive of newspaper articles in one file" }
            (search_form(""))
            @let examples = examples(latest);
            @if !examples.is_empty() {
                p.examples {
                    span { "Try" } @for query in &examples { " " a href=(links::search(query, 1)) { bdi { (query) } } }
                }
            }
            @if let Some(stats) = stats {
                (figures(stats))
            } @else {
                p.figures { "The archive is being counted. Reload this page for its numbers." }
            }
            @if !latest.is_empty() { (navigation()) }
        }
        @if latest.is_empty() {
            section.message {
                h2 { "The archive is empty" }
                p { "Put articles into it with " code { "cuttings import FILES" } ", then reload this page." }
            }
        } @else {
            (activity(overview))
            section.latest aria-labelledby="latest" {
                div.section-head {
                    h2 #latest { "Latest" }
                    a href="/search?q=" { "All articles" }
                }
                (listing::cards(latest, in_story))
            }
            details.help { summary { "How to search" } (help::operators()) p { a href="/help" { "All of it" } } }
        }
    };
    Page { title: "Cuttings", query: None, json: Some("/api/v1/stats".to_owned()), body }.draw()
}

/// When the articles were published; nothing where that is not counted yet.
fn activity(overview: Option<&Facets>) -> Markup {
    let months = overview.map(|overview| {
        histogram::draw(&overview.months, "Times as a list", |period| links::search(&period.query(), 1))
    });
    html! {
        @if let Some(months) = months.filter(|months| !months.0.is_empty()) {
            section.activity aria-labelledby="activity" {
                div.section-head { h2 #activity { "Over time" } a href="/stats" { "Statistics" } }
                (months)
            }
        }
    }
}

/// The archive in numbers.
fn figures(stats: &Stats) -> Markup {
    let counts = [
        (stats.articles, plural(stats.articles, "article", "articles")),
        (stats.contents, plural(stats.contents, "distinct text", "distinct texts")),
        (stats.paragraphs, plural(stats.paragraphs, "paragraph", "paragraphs")),
        (stats.sites, plural(stats.sites, "site", "sites")),
    ];
    html! {
        ul.figures aria-label="The archive in numbers" {
            @for (number, name) in counts { li { b { (count(number)) } " " (name) } }
            @if let (Some(first), Some(last)) = (&stats.first_published, &stats.last_published) {
                li { b { (dates::range(first, last)) } " published" }
            }
            @if stats.text_bytes_saved > 0 {
                li { b { (size(stats.text_bytes_saved)) } " saved by storing each text once" }
            }
        }
    }
}

/// Queries that find something, made of what the latest articles are.
fn examples(latest: &[ArticleSummary]) -> Vec<String> {
    let newest = |get: fn(&ArticleSummary) -> Option<&str>| latest.iter().find_map(get);
    let site = newest(|article| article.site.as_deref()).map(|site| links::field_query("site", site));
    let language = rarest_language(latest).map(|language| format!("lang:{language}"));
    let section = newest(|article| article.section.as_deref()).map(|name| links::field_query("section", name));
    let month = newest(|article| article.published.as_deref().and_then(|date| date.get(..7)));
    let after = month.map(|month| format!("after:{month}"));
    let readable = |query: &String| query.chars().count() <= LONGEST_EXAMPLE;
    [site, language, section, after].into_iter().flatten().filter(readable).collect()
}

/// The language that the fewest of the articles are in: the commonest would find nearly everything.
fn rarest_language(latest: &[ArticleSummary]) -> Option<&str> {
    let mut counts = BTreeMap::new();
    for language in latest.iter().filter_map(|article| article.language.as_deref()) {
        *counts.entry(language).or_insert(0) += 1;
    }
    counts.into_iter().min_by_key(|&(_, count)| count).map(|(language, _)| language)
}
