//! `cuttings serve`: the archive on a local web page.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Result, bail};
use cuttings_store::{Archive, Sighting};
use cuttings_web::{ImportProgress, Importer, ServeOptions, WriteOptions};

use super::import::{PROGRAM, name, read_options};
use crate::args::{InputArgs, ServeArgs};
use crate::exit::Exit;
use crate::pipeline::Pipeline;

/// The shortest token that is taken, in characters: shorter ones can be guessed.
const SHORTEST_TOKEN: usize = 12;

/// Runs the command until it is interrupted.
pub fn run(archive: &Path, args: &ServeArgs) -> Result<Exit> {
    let options = ServeOptions {
        archive: archive.to_owned(),
        bind: args.bind,
        port: args.port,
        writing: args.write.then(|| writing(archive, args)),
        token: token(args)?,
    };
    if !args.bind.is_loopback() {
        let who = if options.token.is_some() { "whoever knows the token" } else { "everybody there" };
        let what = if args.write { "read it and change it" } else { "read it" };
        anstream::eprintln!(
            "warning: {} can be reached from other machines, and {who} can {what}; what is sent is not encrypted",
            args.bind
        );
    }
    cuttings_web::serve(&options, |address| anstream::println!("http://{address}/ – Ctrl-C ends it"))?;
    Ok(Exit::Done)
}

/// The token, which must be there where others can reach the server.
fn token(args: &ServeArgs) -> Result<Option<String>> {
    let token = args.token.as_deref().map(str::trim).filter(|token| !token.is_empty());
    match token {
        Some(token) if token.chars().count() < SHORTEST_TOKEN => {
            bail!("the token is short enough to be guessed; take one of {SHORTEST_TOKEN} characters or more")
        }
        None if !args.bind.is_loopback() && !args.no_token => bail!(
            "{} can be reached from other machines: give a secret with --token or $CUTTINGS_TOKEN, or let in everybody \
             with --no-token",
            args.bind
        ),
        token => Ok(token.map(str::to_owned)),
    }
}

fn writing(archive: &Path, args: &ServeArgs) -> WriteOptions {
    let archive = archive.to_owned();
    let import = move |inputs: &[PathBuf], report: &dyn Fn(ImportProgress)| {
        import(&archive, inputs, report).map_err(|error| format!("{error:#}"))
    };
    WriteOptions { who: args.who.who.clone(), importer: Some(Importer::new(import)), upload_limit: args.upload_limit }
}

/// Imports files that a browser sent, as `cuttings import` does; gives the number of the run.
fn import(archive: &Path, inputs: &[PathBuf], report: &dyn Fn(ImportProgress)) -> Result<i64> {
    let input = InputArgs { inputs: inputs.to_vec(), map: Vec::new(), salvage: false };
    let pipeline = Pipeline {
        inputs: input.inputs.clone(),
        options: read_options(&input, archive)?,
        keep_originals: true,
        salvage: input.salvage,
        // An import that is cut off with the server leaves a sound file, and is done by sending the files again.
        stop: Arc::new(AtomicBool::new(false)),
    };
    let names: Vec<String> = inputs.iter().map(|path| name(path)).collect();
    let mut archive = Archive::open(archive)?;
    let mut import = archive.begin_import(PROGRAM, &names)?;
    pipeline.run(|reading| {
        import.add(Sighting {
            source: &reading.source,
            locator: &reading.locator,
            format: reading.format,
            original: reading.original,
            reading: reading.result,
        })?;
        let (counts, read) = (import.counts(), &pipeline.options.progress);
        report(ImportProgress {
            bytes_read: read.bytes_read.load(Ordering::Relaxed),
            bytes_total: read.bytes_total.load(Ordering::Relaxed),
            records: counts.read,
            new: counts.new,
            rejected: counts.rejected,
        });
        Ok(())
    })?;
    let run = import.number();
    import.finish()?;
    Ok(run)
}
