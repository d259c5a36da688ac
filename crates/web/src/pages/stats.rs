//! The numbers of the archive, drawn: when, where and in which language, what became of the records, and where the bytes are.

use actix_web::{HttpResponse, web};
use cuttings_store::{FacetValue, Facets, Stats};
use maud::{Markup, html};

use super::layout::Page;
use super::numbers::{count, size};
use super::{Answer, histogram, languages, listing, respond};
use crate::WebService;
use crate::asked::Asked;
use crate::links;
use crate::subject::{Field, Subject};

/// Bars of one chart at most.
const MOST_BARS: usize = 15;
/// Longest name beside a bar, in characters.
const LONGEST_NAME: usize = 60;

/// `GET /stats`
pub(crate) async fn stats(service: web::Data<WebService>) -> Answer {
    let stats = service.stats().await?;
    let overview = service.overview().await?;
    Ok(respond(HttpResponse::Ok(), draw(&stats, &overview)))
}

/// A bar with its name.
struct Bar {
    name: Markup,
    amount: u64,
    shown: String,
}

fn draw(stats: &Stats, overview: &Facets) -> Markup {
    let body = html! {
        section.stats {
            header.page-head { h1 { "Statistics" } p { "What the archive holds, and where its bytes are." } }
            (figures(stats))
            @let months = histogram::draw(&overview.months, "Times as a list", |period| Asked::plainly(period.query()).link());
            @if !months.0.is_empty() { section { h2 { "Texts by time of publication" } (months) } }
            div.charts {
                (chart("Languages", overview.languages.values.iter().map(|value| {
                    let link = links::field("lang", &value.value);
                    value_bar(value, html! { a href=(link) { (languages::name(&value.value)) } })
                })))
                (chart("Sites", overview.sites.values.iter().map(|value| {
                    let link = Subject::Named(Field::Site, value.value.clone()).link();
                    let name = listing::shorten(&value.value, LONGEST_NAME);
                    value_bar(value, html! { a href=(link) { bdi { (name) } } })
                })))
                (chart("What became of the records", outcomes(stats)))
                (chart("The file by table", stats.tables.iter().map(|table| Bar {
                    name: html! { code { (table.name) } },
                    amount: table.bytes,
                    shown: size(table.bytes),
                })))
            }
        }
    };
    Page { title: "Statistics – Cuttings", query: Some(""), json: Some("/api/v1/stats".to_owned()), body }.draw()
}

fn figures(stats: &Stats) -> Markup {
    let numbers = [
        (count(stats.articles), "articles"),
        (count(stats.contents), "distinct texts"),
        (count(stats.paragraphs), "distinct paragraphs"),
        (count(stats.sites), "sites"),
        (count(stats.captures), "records read"),
        (count(stats.import_runs), "import runs"),
        (count(stats.originals), "originals kept"),
        (size(stats.raw_bytes), "read"),
        (size(stats.text_bytes_stored), "of text"),
        (size(stats.text_bytes_saved), "saved by storing each text once"),
        (size(stats.file_bytes), "in the file"),
    ];
    html! {
        ul.figures aria-label="The archive in numbers" { @for (number, name) in numbers { li { b { (number) } " " (name) } } }
    }
}

/// Every record ends as one of these.
fn outcomes(stats: &Stats) -> impl Iterator<Item = Bar> {
    [
        ("New texts", stats.new),
        ("Duplicates", stats.duplicate - stats.reprint.min(stats.duplicate)),
        ("Reprints", stats.reprint),
        ("Revisions", stats.revision),
        ("Rejected", stats.rejected),
    ]
    .into_iter()
    .map(|(name, number)| Bar { name: html! { (name) }, amount: number, shown: count(number) })
}

fn value_bar(value: &FacetValue, name: Markup) -> Bar {
    Bar { name, amount: value.count, shown: count(value.count) }
}

/// Bars from the left, each with its name and its number; nothing where there is nothing to count.
fn chart(title: &str, bars: impl Iterator<Item = Bar>) -> Markup {
    let bars: Vec<_> = bars.take(MOST_BARS).collect();
    let most = bars.iter().map(|bar| bar.amount).max().unwrap_or_default();
    html! {
        @if most > 0 {
            section.chart {
                h2 { (title) }
                table {
                    thead.unseen { tr { th scope="col" { "Name" } th scope="col" { "Share" } th scope="col" { "Number" } } }
                    tbody {
                        @for bar in &bars {
                            tr {
                                th scope="row" { (bar.name) }
                                td.drawn {
                                    svg.bar width="100%" height="12" aria-hidden="true" {
                                        rect.part width=(format!("{:.1}%", 100.0 * bar.amount as f64 / most as f64))
                                            height="12" rx="2" {}
                                    }
                                }
                                td.number { (bar.shown) }
                            }
                        }
                    }
                }
            }
        }
    }
}
