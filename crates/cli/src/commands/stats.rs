//! `cuttings stats`: the archive in numbers.

use std::io::{self, Write};
use std::path::Path;

use anyhow::Result;
use cuttings_store::{Archive, Stats};
use indicatif::HumanCount;
use serde::Serialize;

use crate::args::Format;
use crate::exit::Exit;
use crate::output::{self, FAINT, STRONG, styled};

/// The numbers, and what names the articles that they are of.
#[derive(Debug, Serialize)]
struct Answer {
    #[serde(flatten)]
    stats: Stats,
    fingerprint: String,
}

/// Runs the command.
pub fn run(archive: &Path, format: Format) -> Result<Exit> {
    let archive = Archive::open_read_only(archive)?;
    let (stats, fingerprint) = (archive.stats()?, archive.fingerprint()?.to_string());
    let mut out = anstream::stdout().lock();
    match format {
        Format::Json => output::write_json(&mut out, &Answer { stats, fingerprint })?,
        Format::Text => write_text(&mut out, &stats, &fingerprint)?,
    }
    Ok(Exit::Done)
}

fn write_text(out: &mut impl Write, stats: &Stats, fingerprint: &str) -> io::Result<()> {
    let counts = [
        ("articles", stats.articles),
        ("texts", stats.contents),
        ("paragraphs", stats.paragraphs),
        ("blocks", stats.blocks),
        ("  repeated", stats.repeated_blocks),
        ("sites", stats.sites),
        ("captures", stats.captures),
        ("  new", stats.new),
        ("  duplicate", stats.duplicate),
        ("    reprint", stats.reprint),
        ("  revision", stats.revision),
        ("  rejected", stats.rejected),
        ("originals", stats.originals),
        ("former readings", stats.former_readings),
        ("import runs", stats.import_runs),
    ];
    for (name, number) in counts {
        writeln!(out, "{name:<15}{:>13}", HumanCount(number).to_string())?;
    }
    if let (Some(first), Some(last)) = (&stats.first_published, &stats.last_published) {
        writeln!(out, "published     from {first} to {last}")?;
    }
    writeln!(out, "fingerprint   {fingerprint}")?;
    writeln!(out, "\n{}", styled(STRONG, "de-duplication"))?;
    let sizes = [
        ("records read", stats.raw_bytes),
        ("their texts", stats.text_bytes_captured),
        ("stored texts", stats.text_bytes_stored),
        ("saved", stats.text_bytes_saved),
    ];
    for (name, number) in sizes {
        writeln!(out, "{name:<14}{:>14}", output::bytes(number))?;
    }
    writeln!(out, "\n{}", styled(STRONG, "file"))?;
    writeln!(out, "{:<18}{:>10}  {}", "whole", output::bytes(stats.file_bytes), styled(FAINT, "per byte of text"))?;
    for table in &stats.tables {
        writeln!(out, "{:<18}{:>10}  {:>8.3}", table.name, output::bytes(table.bytes), table.per_text_byte)?;
    }
    Ok(())
}
