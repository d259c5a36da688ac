//! The import runs, and what became of the records of one.

use actix_web::{HttpRequest, HttpResponse, web};
use cuttings_store::{FormatCounts, NotedCapture, RereadingCounts, Run, RunReport};
use maud::{Markup, html};

use super::layout::Page;
use super::numbers::{count, counted, size};
use super::{Answer, dates, listing, respond};
use crate::WebService;
use crate::failure::{Failure, sentence};

/// Rejections and notes that a page shows, each; the command line gives all.
const MOST_NOTED: u32 = 200;
/// Longest note or name that is shown, in characters.
const LONGEST_TEXT: usize = 400;
/// Inputs of a run that are named.
const MOST_INPUTS: usize = 20;

/// `GET /runs`
pub(crate) async fn runs(service: web::Data<WebService>) -> Answer {
    let runs = service.read(cuttings_store::Archive::list_runs).await?;
    Ok(respond(HttpResponse::Ok(), draw_list(&runs)))
}

/// `GET /runs/{number}`
pub(crate) async fn run(request: HttpRequest, service: web::Data<WebService>) -> Answer {
    let report = find_run(&request, &service, MOST_NOTED).await?;
    Ok(respond(HttpResponse::Ok(), draw_report(&report)))
}

/// Reads the report of the run whose number is in the path of a request.
pub(crate) async fn find_run(request: &HttpRequest, service: &WebService, limit: u32) -> Result<RunReport, Failure> {
    let number = request.match_info().get("number").and_then(|number| number.parse::<u32>().ok());
    let number = number.ok_or_else(|| Failure::not_found("An import run is found by its number: 1, 2 and so on."))?;
    let report = service.read(move |archive| archive.get_run_report(i64::from(number), limit)).await?;
    report.ok_or_else(|| Failure::not_found(format!("There is no import run {number} in this archive.")))
}

fn draw_list(runs: &[Run]) -> Markup {
    let body = html! {
        section.runs {
            header.page-head { h1 { "Imports" } p { "What was read into the archive, the latest first." } }
            @if runs.is_empty() {
                div.nothing { p { "Nothing was imported yet. Put articles into it with " code { "cuttings import FILES" } "." } }
            }
            ol.hits {
                @for run in runs {
                    li.hit {
                        h2 { a href=(format!("/runs/{}", run.number)) { "Run " (run.number) } }
                        (facts(run))
                        (inputs(run))
                        (outcomes(run))
                    }
                }
            }
        }
    };
    Page { title: "Imports – Cuttings", query: Some(""), json: Some("/api/v1/runs".to_owned()), body }.draw()
}

fn draw_report(report: &RunReport) -> Markup {
    let run = &report.run;
    let body = html! {
        section.run {
            header.page-head {
                p.kicker { a href="/runs" { "Imports" } }
                h1 { "Run " (run.number) }
                (facts(run))
                (inputs(run))
                (outcomes(run))
            }
            (formats(&report.formats))
            @if !report.mapped_fields.is_empty() {
                section {
                    h2 { "Fields and their names in the records" }
                    (table(["Format", "Field", "From", "Records"], report.mapped_fields.iter().map(|field| [
                        text(&field.format), text(&field.field), text(&field.name), number(field.records),
                    ])))
                }
            }
            @if !report.kept_fields.is_empty() {
                section {
                    h2 { "Fields kept beside the articles" }
                    (table(["Field", "Captures"], report.kept_fields.iter().map(|field| {
                        [text(&field.name), number(field.captures)]
                    })))
                }
            }
            (noted("Rejected", &report.rejections, run.counts.rejected, run.number))
            (noted("Read with notes", &report.notes, run.counts.noted, run.number))
            (rereadings(&report.rereadings))
        }
    };
    let title = format!("Run {} – Cuttings", run.number);
    Page { title: &title, query: Some(""), json: Some(format!("/api/v1/runs/{}", run.number)), body }.draw()
}

fn facts(run: &Run) -> Markup {
    let end = html! {
        @if let Some(end) = &run.finished_at { "ended " (dates::instant(end)) } @else { "did not end, or is still going on" }
    };
    listing::line([
        Some(html! { (dates::instant(&run.started_at)) }),
        Some(end),
        Some(html! { (size(run.counts.bytes)) }),
        Some(html! { bdi { (run.program) } }),
    ])
}

fn inputs(run: &Run) -> Markup {
    html! {
        @if run.inputs.is_empty() {
            p.inputs { "What the archive keeps, read again" }
        } @else {
            ul.inputs {
                @for input in run.inputs.iter().take(MOST_INPUTS) { li { (text(input)) } }
                @if run.inputs.len() > MOST_INPUTS { li { "and " (count((run.inputs.len() - MOST_INPUTS) as u64)) " more" } }
            }
        }
    }
}

fn outcomes(run: &Run) -> Markup {
    let counts = &run.counts;
    html! {
        p {
            (counted(counts.read, "record", "records")) ": " (count(counts.new)) " new, "
            (counted(counts.duplicate, "duplicate", "duplicates")) " (" (counted(counts.reprint, "reprint", "reprints")) "), "
            (counted(counts.revision, "revision", "revisions")) ", " (count(counts.rejected)) " rejected"
            @if counts.known > 0 { "; " (count(counts.known)) " were known" }
        }
    }
}

fn formats(formats: &[FormatCounts]) -> Markup {
    let heads = ["Format", "Captures", "New", "Duplicate", "Revision", "Rejected", "Size"];
    let rows = formats.iter().map(|counts| {
        [
            format_name(&counts.format),
            number(counts.captures),
            number(counts.new),
            number(counts.duplicate),
            number(counts.revision),
            number(counts.rejected),
            html! { (size(counts.bytes)) },
        ]
    });
    html! { @if !formats.is_empty() { section { h2 { "Formats" } (table(heads, rows)) } } }
}

fn noted(title: &str, captures: &[NotedCapture], all: u64, run: i64) -> Markup {
    let more = all.saturating_sub(captures.len() as u64);
    html! {
        @if !captures.is_empty() {
            section {
                h2 { (title) " " span.count { (count(all)) } }
                ul.captures {
                    @for capture in captures {
                        li {
                            p.source {
                                (text(&capture.source))
                                @if !capture.locator.is_empty() { " " span.locator { (text(&capture.locator)) } }
                            }
                            p dir="auto" { (sentence(&listing::shorten(&capture.note, LONGEST_TEXT))) }
                        }
                    }
                }
                @if more > 0 {
                    p.note { "and " (count(more)) " more; " code { "cuttings runs show " (run) " --limit " (all) } " gives all that are of this run." }
                }
            }
        }
    }
}

fn rereadings(rereadings: &[RereadingCounts]) -> Markup {
    let heads = ["Format", "Better", "Accepted", "Unchanged", "Kept", "Left out", "Why"];
    let rows = rereadings.iter().map(|counts| {
        [
            format_name(&counts.format),
            number(counts.better),
            number(counts.accepted),
            number(counts.unchanged),
            number(counts.kept),
            number(counts.left_out),
            html! { (listing::shorten(&counts.reasons.join("; "), LONGEST_TEXT)) },
        ]
    });
    html! { @if !rereadings.is_empty() { section { h2 { "Read again" } (table(heads, rows)) } } }
}

fn format_name(format: &str) -> Markup {
    if format.is_empty() {
        html! { i { "not recognized" } }
    } else {
        text(format)
    }
}

fn text(text: &str) -> Markup {
    html! { bdi { (listing::shorten(text, LONGEST_TEXT)) } }
}

fn number(number: u64) -> Markup {
    html! { span.number { (count(number)) } }
}

/// A table that scrolls by itself where it is too wide; the first cell of a row names it.
fn table<const COLUMNS: usize>(heads: [&str; COLUMNS], rows: impl Iterator<Item = [Markup; COLUMNS]>) -> Markup {
    html! {
        div.wide tabindex="0" role="group" aria-label=(format!("Table by {}", heads.first().copied().unwrap_or_default().to_lowercase())) {
            table.counts {
                thead { tr { @for head in heads { th scope="col" { (head) } } } }
                tbody {
                    @for row in rows {
                        tr {
                            @for (column, cell) in row.into_iter().enumerate() {
                                @if column == 0 { th scope="row" { (cell) } } @else { td { (cell) } }
                            }
                        }
                    }
                }
            }
        }
    }
}
