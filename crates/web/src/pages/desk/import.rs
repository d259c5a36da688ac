//! The pages of importing: files are chosen or dropped, then the page says how far it is, then what came of it.

use cuttings_store::{NotedCapture, RunReport};
use maud::{Markup, html};

use super::script;
use crate::desk::Writing;
use crate::desk::imports::{Job, JobState};
use crate::links;
use crate::pages::layout::Page;
use crate::pages::numbers::{count, counted, size};

/// Draws the page with the form.
pub(super) fn draw(writing: &Writing) -> Markup {
    let jobs = writing.imports.list();
    let body = html! {
        section.desk-page {
            header.page-head {
                h1 { "Import articles" }
                p {
                    "HTML, text, JSON, CSV, WARC, EPUB, mail, exports of press databases and read-later services; zip, tar and gz of these. "
                    "What is there already is known again and not kept twice."
                }
            }
            @if writing.options.importer.is_some() {
                form.own-form.tall.import action="/import" method="post" enctype="multipart/form-data" {
                    input type="hidden" name="token" value=(writing.token());
                    label.drop for="import-files" { "Choose files, or drop them here" }
                    input #import-files type="file" name="files" multiple required;
                    p.meta { "At most " (size(writing.options.upload_limit)) " at once." }
                    button type="submit" { "Import" }
                    progress.unseen max="1" value="0" aria-label="Sent" {}
                    p.progress-text role="status" {}
                }
                (script())
            } @else {
                p.nothing { "This server cannot import." }
            }
            @if !jobs.is_empty() {
                h2 { "Since the server was started" }
                ul.own-list {
                    @for job in &jobs {
                        li { a href=(links::import_job(job.number)) { bdi { (title(job)) } } " " span.meta { (in_a_word(job)) } }
                    }
                }
            }
        }
    };
    Page { title: "Import – Cuttings", query: Some(""), json: None, body }.draw()
}

/// Draws the page of an import.
pub(super) fn draw_job(job: &Job, report: Option<&RunReport>) -> Markup {
    let progress = &job.progress;
    let body = html! {
        section.desk-page {
            header.page-head {
                h1 { "Import of " bdi { (title(job)) } }
                p role="status" { (in_a_word(job)) }
            }
            @match &job.state {
                JobState::Running => {
                    progress max=(progress.bytes_total.max(1)) value=(progress.bytes_read.min(progress.bytes_total.max(1))) aria-label="Read" {}
                    p { (counted(progress.records, "record", "records")) " read, " (count(progress.new)) " new, " (count(progress.rejected)) " rejected" }
                }
                JobState::Failed { why } => p.note role="alert" { (why) },
                JobState::Done { run } => {
                    @if let Some(report) = report { (draw_report(report)) } @else {
                        p { "It is run " (run) " of the archive." }
                    }
                }
            }
            p { a href="/import" { "Import more" } " · " a href="/search?q=" { "All articles" } }
        }
    };
    let json = Some(format!("/api/v1/imports/{}", job.number));
    Page { title: "Import – Cuttings", query: Some(""), json, body }.draw()
}

fn title(job: &Job) -> String {
    match job.files.as_slice() {
        [] => "nothing".to_owned(),
        [one] => one.clone(),
        [first, rest @ ..] => format!("{first} and {} more", rest.len()),
    }
}

fn in_a_word(job: &Job) -> &'static str {
    match job.state {
        JobState::Running => "Under way.",
        JobState::Done { .. } => "Done.",
        JobState::Failed { .. } => "It could not be done.",
    }
}

fn draw_report(report: &RunReport) -> Markup {
    let counts = &report.run.counts;
    html! {
        p {
            "Run " (report.run.number) ": read " (counted(counts.read, "record", "records")) ": " (count(counts.new)) " new, "
            (count(counts.duplicate)) " duplicate" @if counts.reprint > 0 { " (" (count(counts.reprint)) " of them reprints)" } ", "
            (counted(counts.revision, "revision", "revisions")) ", " (count(counts.rejected)) " rejected."
            @if counts.known > 0 { " " (count(counts.known)) " were known from an earlier import." }
        }
        @if !report.formats.is_empty() {
            div.table tabindex="0" role="group" aria-label="Table by format" {
                table {
                    thead { tr {
                        th scope="col" { "Format" } th scope="col" { "Captures" } th scope="col" { "New" }
                        th scope="col" { "Duplicate" } th scope="col" { "Revision" } th scope="col" { "Rejected" }
                    } }
                    tbody {
                        @for format in &report.formats {
                            tr {
                                th scope="row" { @if format.format.is_empty() { "not recognized" } @else { (format.format) } }
                                td { (count(format.captures)) } td { (count(format.new)) } td { (count(format.duplicate)) }
                                td { (count(format.revision)) } td { (count(format.rejected)) }
                            }
                        }
                    }
                }
            }
        }
        (noted("Rejected", &report.rejections))
        (noted("Read with notes", &report.notes))
    }
}

fn noted(title: &str, captures: &[NotedCapture]) -> Markup {
    html! {
        @if !captures.is_empty() {
            h2 { (title) }
            ul.own-list {
                @for capture in captures {
                    li {
                        span {
                            bdi { (capture.source) } @if !capture.locator.is_empty() { ", " bdi { (capture.locator) } } ": "
                            span dir="auto" { (capture.note) }
                        }
                    }
                }
            }
        }
    }
}
