//! Where an article was read from: its captures, and the ids by which it is known.

use cuttings_store::{Article, Capture, FormerReading};
use maud::{Markup, html};
use serde_json::Value;

use super::numbers::{count, size};
use super::{dates, listing};
use crate::failure::sentence;

/// Hex digits that are shown of a hash, and that the command line takes.
const SHOWN_DIGITS: usize = 12;
/// Longest value of a field that is shown, in characters.
const LONGEST_VALUE: usize = 300;

/// Draws the captures and the ids.
pub(super) fn draw(article: &Article) -> Markup {
    html! {
        section #captures {
            h2 { "Where it was read from " span.count { (count(article.captures.len() as u64)) } }
            ul.captures { @for capture in &article.captures { li { (draw_capture(capture)) } } }
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

fn draw_capture(capture: &Capture) -> Markup {
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
                "Original kept: " code { "cuttings original " (hash) }
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
