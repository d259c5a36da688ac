//! The commands, one file each.

mod batch;
mod check;
mod collect;
mod completions;
mod decide;
mod dedupe;
mod diff;
mod explain;
mod extract;
mod highlight;
mod import;
mod note;
mod original;
mod reread;
mod reuse;
mod runs;
mod search;
mod searches;
mod serve;
mod ship;
mod show;
mod stats;
mod stories;
mod tag;

use std::path::Path;

use anyhow::{Context, Result};
use cuttings_core::IdPrefix;
use cuttings_store::Archive;

use crate::args::{Arguments, Command};
use crate::exit::Exit;

/// Runs a command.
///
/// # Errors
/// Whatever kept it from being done.
pub fn run(arguments: Arguments) -> Result<Exit> {
    let archive = arguments.archive.as_path();
    match arguments.command {
        Command::Import(args) if args.reread => reread::run(archive, &args),
        Command::Import(args) => import::run(archive, &args),
        Command::Extract(args) => extract::run(&args),
        Command::Search(args) => search::search(archive, &args),
        Command::Batch(args) => batch::run(archive, &args),
        Command::Show(args) => show::run(archive, &args),
        Command::Diff(args) => diff::run(archive, &args),
        Command::List(args) => search::list(archive, &args),
        Command::Dedupe(args) => dedupe::run(archive, &args),
        Command::Decide(args) => decide::run(archive, &args),
        Command::Stories(args) => stories::run(archive, &args),
        Command::Reuse(args) => reuse::run(archive, &args),
        Command::Tag(args) => tag::run(archive, &args),
        Command::Note(args) => note::run(archive, &args),
        Command::Highlight(args) => highlight::run(archive, &args),
        Command::Collect(args) => collect::run(archive, &args),
        Command::Searches(args) => searches::run(archive, &args),
        Command::Stats(args) => stats::run(archive, args.format),
        Command::Runs(args) => runs::run(archive, &args),
        Command::Check(args) => check::run(archive, args),
        Command::Original(args) => original::run(archive, &args),
        Command::Ship(args) => ship::run(archive, &args),
        Command::Serve(args) => serve::run(archive, &args),
        Command::Completions(args) => completions::run(args.shell),
    }
}

/// Opens an archive to add something to it. A path that is mistyped is no reason for a new archive.
fn open_to_write(path: &Path) -> Result<Archive> {
    drop(Archive::open_read_only(path)?);
    Ok(Archive::open(path)?)
}

/// Reads an id as a person types it.
fn parse_id(text: &str) -> Result<IdPrefix> {
    IdPrefix::parse(text).with_context(|| {
        format!("{text:?} is no id: ids are hex digits, 6 to 64 of them, as `cuttings list` prints them")
    })
}
