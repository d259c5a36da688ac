//! Where an article was read from: its captures, and the ids by which it is known.

use cuttings_store::{Article, Capture, FormerReading};
use maud::{Markup, html};
use serde_json::Value;

use super::numbers::{count, size};
use super::{dates, listing};
use crate::failure::sentence;
use crate::links;

/// Hex digits that are shown of a hash, and that the command line takes.
const SHOWN_DIGITS: usize = 12;
/// Longest value of a field that is shown, in characters.
const LONGEST_VALUE: usize = 300;

/// Draws the fields, the captures and the ids.
pub(super) fn draw(article: &Article) -> Markup {
    html! {
        (fields(article))
        section #captures {
            h2 { "Where it was read from " span.count { (count(article.captures.len() as u64)) } }
            ul.captures { @for capture in &article.captures { li { (draw_capture(&article.summary.id, capture)) } } }
        }
        @if !article.former_readings.is_empty() {
            section #former-readings {
                h2 { "Former readings " span.count { (count(article.former_readings.len() as u64)) } }
                ul.captures { @for former in &article.former_readings { li { (draw_former(former)) } } }
            }
        }
        section #ids {
            h2 { "Ids" }
            dl.ids {
                dt { "Article" } dd { code { (article.sha256) } }
                dt { "Text" } dd { code { (article.content) } }
                @if let (Some(url), Some(_)) = (&article.summary.url, &article.original_url) {
                    dt { "Canonical URL" } dd { bdi { (url) } }
                }
            }
        }
    }
}

/// Each field with the place in the record that it was taken from. The first capture has the say; a page has several
/// places for a field, and its capture says which was taken.
fn fields(article: &Article) -> Markup {
    let summary = &article.summary;
    let first = article.captures.first();
    let places = first.and_then(|capture| capture.extra.as_ref()?.get("provenance")?.as_object());
    let joined = |names: &[String]| (!names.is_empty()).then(|| names.join(", "));
    let fields = [
        ("title", Some(summary.title.clone()).filter(|title| !title.is_empty())),
        ("standfirst", article.standfirst.clone()),
        ("authors", joined(&article.authors)),
        ("site", summary.site.clone()),
        ("section", summary.section.clone()),
        ("language", summary.language.clone()),
        ("published", summary.published.clone()),
        ("modified", article.modified.clone()),
        ("tags", joined(&article.tags)),
        ("url", article.original_url.clone().or_else(|| summary.url.clone())),
    ];
    let record = first.map(|capture| capture.format.as_str()).filter(|format| !format.is_empty());
    html! {
        section #fields {
            h2 { "Fields" }
            table.fields {
                thead { tr { th scope="col" { "Field" } th scope="col" { "Value" } th scope="col" { "From" } } }
                tbody {
                    @for (name, value) in &fields {
                        @if let Some(value) = value {
                            tr {
                                th scope="row" { (name) }
                                td dir="auto" { bdi { (listing::shorten(value, LONGEST_VALUE)) } }
                                td.from {
                                    @match places.and_then(|places| places.get(*name)) {
                                        Some(place) => bdi { (text(place)) },
                                        None => @if let Some(record) = record { "the " bdi { (record) } " record" },
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn draw_former(former: &FormerReading) -> Markup {
    html! {
        p.source { code { (former.id) } " " bdi { (former.title) } }
        (listing::line([
            Some(html! { "until " (dates::instant(&former.replaced_at)) }),
            Some(html! { "run " (former.run) }),
            Some(html! { (count(former.words)) " words" }),
        ]))
    }
}

fn draw_capture(article: &str, capture: &Capture) -> Markup {
    let hash = &capture.raw_sha256[..SHOWN_DIGITS.min(capture.raw_sha256.len())];
    html! {
        p.source {
            bdi { (capture.source) }
            @if !capture.locator.is_empty() { " " bdi.locator { (capture.locator) } }
        }
        (listing::line([
            Some(html! { (outcome(capture)) }),
            Some(html! { "read " (dates::instant(&capture.captured_at)) }),
            Some(html! { bdi { (capture.format) } }).filter(|_| !capture.format.is_empty()),
            Some(html! { (size(capture.raw_bytes)) }),
            capture.external_id.as_deref().map(|id| html! { "id " bdi { (id) } }),
        ]))
        @if let Some(note) = &capture.note { p.note dir="auto" { (sentence(note)) } }
        @if let Some(Value::Object(fields)) = &capture.extra {
            details.extra {
                summary { "Other fields of the record" }
                dl { @for (name, value) in fields { dt { bdi { (name) } } dd dir="auto" { (text(value)) } } }
            }
        }
        p.original {
            @if capture.kept {
                a href=(links::original(article, hash)) { "Original" } " kept; " code { "cuttings original " (hash) } " gives it, too"
            } @else {
                "Original not kept; its SHA-256 begins with " code { (hash) }
            }
        }
    }
}

fn outcome(capture: &Capture) -> &'static str {
    if capture.reprint { "reprint" } else { capture.outcome.name() }
}

/// A value of a record in short.
fn text(value: &Value) -> String {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    listing::shorten(&text, LONGEST_VALUE).into_owned()
}
