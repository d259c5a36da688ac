//! `cuttings runs`: the imports so far, and what became of the records of one.

use std::io::{self, Write};
use std::path::Path;

use anyhow::{Result, bail};
use cuttings_store::{Archive, NotedCapture, RereadingCounts, Run, RunReport};
use indicatif::HumanCount;

use crate::args::{Format, RunsArgs, RunsCommand, RunsShowArgs};
use crate::exit::Exit;
use crate::output::{self, FAINT, STRONG, styled};

/// Runs the command.
pub fn run(archive: &Path, args: &RunsArgs) -> Result<Exit> {
    let archive = Archive::open_read_only(archive)?;
    match &args.command {
        Some(RunsCommand::Show(args)) => show(&archive, args),
        None => list(&archive, args.format.format),
    }
}

fn list(archive: &Archive, format: Format) -> Result<Exit> {
    let runs = archive.list_runs()?;
    let mut out = anstream::stdout().lock();
    match format {
        Format::Json => output::write_json(&mut out, &runs)?,
        Format::Text => runs.iter().try_for_each(|run| write_run(&mut out, run))?,
    }
    Ok(Exit::Done)
}

fn show(archive: &Archive, args: &RunsShowArgs) -> Result<Exit> {
    let Some(report) = archive.get_run_report(args.number, args.limit)? else {
        bail!("there is no import run {}; `cuttings runs` lists them", args.number);
    };
    let mut out = anstream::stdout().lock();
    match args.format.format {
        Format::Json => output::write_json(&mut out, &report)?,
        Format::Text => write_report(&mut out, &report)?,
    }
    Ok(Exit::Done)
}

fn write_run(out: &mut impl Write, run: &Run) -> io::Result<()> {
    let counts = &run.counts;
    let end = if run.finished_at.is_some() { "" } else { "  (did not end)" };
    writeln!(
        out,
        "{}  {}  {}{end}",
        styled(STRONG, &format!("{:>4}", run.number)),
        run.started_at,
        // Only reading again takes no inputs.
        if run.inputs.is_empty() { "(what the archive keeps, read again)".to_owned() } else { run.inputs.join(", ") }
    )?;
    let known = match counts.known {
        0 => String::new(),
        known => format!("; {} were known", HumanCount(known)),
    };
    writeln!(
        out,
        "      read {}: {} new, {} duplicate, {}, {} rejected{known}",
        output::count(counts.read, "record", "records"),
        HumanCount(counts.new),
        HumanCount(counts.duplicate),
        output::count(counts.revision, "revision", "revisions"),
        HumanCount(counts.rejected),
    )
}

/// Writes the report of a run for people.
pub fn write_report(out: &mut impl Write, report: &RunReport) -> io::Result<()> {
    write_run(out, &report.run)?;
    if !report.formats.is_empty() {
        let heads = ["captures", "new", "duplicate", "revision", "rejected"];
        write!(out, "\n{}", styled(STRONG, &format!("{:<18}", "format")))?;
        for head in heads {
            write!(out, "{}", styled(FAINT, &format!("{head:>11}")))?;
        }
        writeln!(out, "{}", styled(FAINT, &format!("{:>12}", "size")))?;
    }
    for counts in &report.formats {
        let name = if counts.format.is_empty() { "not recognized" } else { &counts.format };
        write!(out, "{name:<18}")?;
        for number in [counts.captures, counts.new, counts.duplicate, counts.revision, counts.rejected] {
            write!(out, "{:>11}", HumanCount(number).to_string())?;
        }
        writeln!(out, "{:>12}", output::bytes(counts.bytes))?;
    }
    if !report.mapped_fields.is_empty() {
        writeln!(out, "\n{}", styled(STRONG, "fields and their names in the records"))?;
    }
    for field in &report.mapped_fields {
        let (name, records) = (output::one_line(&field.name), HumanCount(field.records).to_string());
        writeln!(out, "{:<18}{records:>11}  {:<11} from {name}", field.format, field.field)?;
    }
    if !report.kept_fields.is_empty() {
        writeln!(out, "\n{}", styled(STRONG, "fields kept beside the articles"))?;
    }
    for field in &report.kept_fields {
        writeln!(out, "{:<18}{:>11}", output::one_line(&field.name), HumanCount(field.captures).to_string())?;
    }
    let counts = &report.run.counts;
    write_notes(out, "rejected", &report.rejections, counts.rejected)?;
    write_notes(out, "read with notes", &report.notes, counts.noted)?;
    write_rereadings(out, &report.rereadings)
}

/// Writes what came of stored records that were read again, by format.
pub fn write_rereadings(out: &mut impl Write, rereadings: &[RereadingCounts]) -> io::Result<()> {
    if rereadings.is_empty() {
        return Ok(());
    }
    write!(out, "\n{}", styled(STRONG, &format!("{:<18}", "read again")))?;
    for head in ["better", "accepted", "unchanged", "kept", "left out"] {
        write!(out, "{}", styled(FAINT, &format!("{head:>11}")))?;
    }
    writeln!(out)?;
    for counts in rereadings {
        let name = if counts.format.is_empty() { "not recognized" } else { &counts.format };
        write!(out, "{name:<18}")?;
        for number in [counts.better, counts.accepted, counts.unchanged, counts.kept, counts.left_out] {
            write!(out, "{:>11}", HumanCount(number).to_string())?;
        }
        writeln!(out)?;
        for reason in &counts.reasons {
            writeln!(out, "  {}", styled(FAINT, &output::one_line(reason)))?;
        }
    }
    Ok(())
}

fn write_notes(out: &mut impl Write, title: &str, captures: &[NotedCapture], all: u64) -> io::Result<()> {
    if captures.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{}", styled(STRONG, title))?;
    for capture in captures {
        let place = output::place(&capture.source, &capture.locator);
        let id = styled(output::ID, &capture.raw_sha256[..12]);
        writeln!(out, "{id}  {place}: {}", output::one_line(&capture.note))?;
    }
    match all.saturating_sub(captures.len() as u64) {
        0 => Ok(()),
        more => writeln!(out, "and {} more; --limit {all} shows all that are of this run", HumanCount(more)),
    }
}
