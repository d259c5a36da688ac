//! `cuttings ship`: a clean copy in one file.

use std::io::Write;
use std::path::Path;

use anyhow::Result;
use cuttings_store::Archive;

use crate::args::{Format, ShipArgs};
use crate::exit::Exit;
use crate::output;

/// Runs the command.
pub fn run(archive: &Path, args: &ShipArgs) -> Result<Exit> {
    let report = Archive::open_read_only(archive)?.ship(&args.output)?;
    let mut out = anstream::stdout().lock();
    match args.format.format {
        Format::Json => output::write_json(&mut out, &report)?,
        Format::Text => writeln!(
            out,
            "{}: {} with {}, {}, {} and {}",
            report.path.display(),
            output::bytes(report.bytes),
            output::count(report.articles, "article", "articles"),
            output::count(report.contents, "text", "texts"),
            output::count(report.captures, "capture", "captures"),
            output::count(report.originals, "original", "originals"),
        )?,
    }
    Ok(Exit::Done)
}
