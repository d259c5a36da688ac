//! `cuttings check`: is the archive what it says it is?

use std::io::Write;
use std::path::Path;
use std::time::Duration;

use anyhow::Result;
use cuttings_store::{Archive, CheckReport};
use indicatif::{HumanCount, ProgressBar};

use crate::args::{CheckArgs, Format};
use crate::exit::Exit;
use crate::output::{self, WRONG, styled};

/// Runs the command.
pub fn run(path: &Path, args: CheckArgs) -> Result<Exit> {
    let report = if args.repair { repair(path)? } else { check(&Archive::open_read_only(path)?)? };
    let mut out = anstream::stdout().lock();
    match args.format.format {
        Format::Json => output::write_json(&mut out, &report)?,
        Format::Text => write_text(&mut out, &report, args.repair)?,
    }
    Ok(if report.is_sound() { Exit::Done } else { Exit::Failed })
}

fn check(archive: &Archive) -> Result<CheckReport> {
    let spinner = ProgressBar::new_spinner();
    spinner.enable_steady_tick(Duration::from_millis(120));
    let report = archive.check(&mut |step| spinner.set_message(step));
    spinner.finish_and_clear();
    Ok(report?)
}

/// Opening for writing migrates; then the index is made anew if the check finds fault with it.
fn repair(path: &Path) -> Result<CheckReport> {
    drop(Archive::open_read_only(path).or_else(|error| match error {
        cuttings_store::ArchiveError::OlderSchema { .. } => Archive::open(path),
        other => Err(other),
    })?);
    let mut archive = Archive::open(path)?;
    let report = check(&archive)?;
    if !report.findings.iter().any(|finding| finding.part == "index") {
        return Ok(report);
    }
    anstream::eprintln!("the search index is made anew");
    archive.rebuild_index()?;
    check(&archive)
}

fn write_text(out: &mut impl Write, report: &CheckReport, repaired: bool) -> Result<()> {
    if report.is_sound() {
        writeln!(
            out,
            "sound: {} paragraphs, {} texts, {} articles and {} originals have their hashes; the search index fits \
             ({} words)",
            HumanCount(report.paragraphs),
            HumanCount(report.contents),
            HumanCount(report.articles),
            HumanCount(report.originals),
            HumanCount(report.index_words),
        )?;
        return Ok(());
    }
    for finding in &report.findings {
        writeln!(out, "{} {}", styled(WRONG, &format!("{}:", finding.part)), output::one_line(&finding.detail))?;
    }
    let only_index = report.findings.iter().all(|finding| finding.part == "index");
    anstream::eprintln!(
        "{}",
        match (only_index, repaired) {
            (true, false) => "`cuttings check --repair` makes the search index anew",
            _ => "take a copy of the file before anything else; a shipped copy or the inputs give back what is broken",
        }
    );
    Ok(())
}
