//! `cuttings import --reread`: the records that the archive keeps, read again by the readers of today.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use anyhow::Result;
use cuttings_core::ArticleId;
use cuttings_ingest::{Flow, KeptRecord, Progress, ReadOptions, RecordSink, cut_again};
use cuttings_store::{Archive, Import, Rereading, RunReport, Sighting, StoredRecord};
use indicatif::{HumanCount, ProgressBar};
use serde::Serialize;

use super::import::{BAR_RECORDS, MOST_LISTED, PROGRAM, progress_bar, stop_on_interrupt};
use super::runs::write_rereadings;
use crate::args::{Format, ImportArgs};
use crate::exit::Exit;
use crate::output::{self, ID, styled};
use crate::pipeline::{Pipeline, Reading};

/// The report in JSON.
#[derive(Serialize)]
struct Report<'a> {
    #[serde(flatten)]
    run: &'a RunReport,
    seconds: f64,
    interrupted: bool,
    /// Records with a better reading, some.
    changes: &'a [Change],
}

/// A record that is read otherwise than before.
#[derive(Serialize)]
struct Change {
    source: String,
    locator: String,
    /// The article that it was; none where it had been rejected.
    former: Option<String>,
    /// The article that it is.
    article: String,
}

/// Stored records that are not read again, by format and reason.
#[derive(Default)]
struct LeftOut(Mutex<BTreeMap<(String, &'static str), u64>>);

/// Runs the command.
pub fn run(path: &Path, args: &ImportArgs) -> Result<Exit> {
    let begun = Instant::now();
    let stop = stop_on_interrupt()?;
    let options = ReadOptions::default();
    let pipeline = Pipeline { inputs: Vec::new(), options, keep_originals: false, salvage: false, stop };
    if !path.exists() {
        // Opening for writing would make an archive, and there is nothing to read again in a new one.
        Archive::open_read_only(path)?;
    }
    let mut archive = Archive::open(path)?;
    let mut import = if args.dry_run { archive.begin_trial(PROGRAM, &[]) } else { archive.begin_import(PROGRAM, &[]) }?;
    // Originals never change, so they are read beside the writer.
    let stored = Archive::open_read_only(path)?;
    let progress = Arc::clone(&pipeline.options.progress);
    progress.bytes_total.store(stored.count_stored_bytes()?, Ordering::Relaxed);
    let bar = progress_bar(Arc::clone(&progress));
    let left_out = LeftOut::default();
    let mut changes = Vec::new();
    let read = pipeline.run_from(
        {
            let (progress, left_out) = (&progress, &left_out);
            move |sink| cut_stored(&stored, progress, left_out, sink)
        },
        |reading| {
            if let Some(change) = take(&mut import, reading)?
                && changes.len() < MOST_LISTED as usize
            {
                bar.suspend(|| change.say());
                changes.push(change);
            }
            show_progress(&bar, &import);
            Ok(())
        },
    );
    bar.finish_and_clear();
    // On an error what was committed stays, and is found unchanged next time.
    let interrupted = read? == Flow::Stop;
    for ((format, reason), records) in left_out.0.into_inner().unwrap_or_else(PoisonError::into_inner) {
        import.leave_out(&format, reason, records);
    }
    let report = if interrupted && !args.dry_run {
        import.commit_and_report(MOST_LISTED as u32)?
    } else {
        import.finish_and_report(MOST_LISTED as u32)?
    };
    let seconds = begun.elapsed().as_secs_f64();
    write_report(args, &Report { run: &report, seconds, interrupted, changes: &changes })?;
    Ok(if interrupted { Exit::Failed } else { Exit::Done })
}

/// Pushes every stored record that can be cut anew, and counts the others.
fn cut_stored(stored: &Archive, progress: &Progress, left_out: &LeftOut, sink: &mut dyn RecordSink) -> Result<Flow> {
    let mut flow = Flow::Continue;
    stored.read_stored(&mut |stored| {
        let size = stored.size;
        let format = stored.format.clone();
        match cut_again(kept(stored)) {
            Ok(record) => flow = sink.push(record),
            Err(reason) => left_out.count(format, reason),
        }
        add(&progress.bytes_read, size);
        flow == Flow::Continue
    })?;
    Ok(flow)
}

fn add(counter: &AtomicU64, bytes: u64) {
    counter.fetch_add(bytes, Ordering::Relaxed);
}

fn kept(stored: StoredRecord) -> KeptRecord {
    let StoredRecord { source, locator, format, rejection, original, .. } = stored;
    KeptRecord { source: source.into(), locator, format, rejection, original }
}

/// Gives the archive one reading, and tells what has changed.
fn take(import: &mut Import<'_>, reading: Reading) -> Result<Option<Change>> {
    let rereading = import.reread(Sighting {
        source: &reading.source,
        locator: &reading.locator,
        format: reading.format,
        original: reading.original,
        reading: reading.result,
    })?;
    let change = |former: Option<ArticleId>, now: ArticleId| Change {
        source: reading.source.to_string(),
        locator: reading.locator.clone(),
        former: former.map(|id| id.short()),
        article: now.short(),
    };
    Ok(match rereading {
        Rereading::Better { former, now } => Some(change(Some(former), now)),
        Rereading::Accepted { now } => Some(change(None, now)),
        Rereading::Unchanged | Rereading::Kept(_) | Rereading::LeftOut(_) => None,
    })
}

fn show_progress(bar: &ProgressBar, import: &Import<'_>) {
    let read = import.counts().read;
    if read % BAR_RECORDS == 0 {
        bar.set_message(format!("{} read again", HumanCount(read)));
    }
}

fn write_report(args: &ImportArgs, report: &Report<'_>) -> Result<()> {
    if report.interrupted {
        anstream::eprintln!("cuttings: interrupted; the archive is sound, and --reread finds what it did unchanged");
    }
    let mut out = anstream::stdout().lock();
    match args.format.format {
        Format::Json => output::write_json(&mut out, report)?,
        Format::Text => write_text(&mut out, report)?,
    }
    if args.dry_run {
        anstream::eprintln!("cuttings: a dry run, so nothing was stored");
    }
    Ok(())
}

fn write_text(out: &mut impl Write, report: &Report<'_>) -> io::Result<()> {
    let sum = |count: fn(&cuttings_store::RereadingCounts) -> u64| report.run.rereadings.iter().map(count).sum::<u64>();
    let (better, accepted) = (sum(|counts| counts.better), sum(|counts| counts.accepted));
    let listed = report.changes.len() as u64;
    if better + accepted > listed {
        anstream::eprintln!(
            "and {} more changes; `cuttings runs show` counts them",
            HumanCount(better + accepted - listed)
        );
    }
    let counts = &report.run.run.counts;
    writeln!(
        out,
        "read {} again: {}, {} newly readable, {} unchanged, {} kept because no text was found; {} left out; {} in \
         {:.1} s",
        output::count(counts.read, "record", "records"),
        output::count(better, "better reading", "better readings"),
        HumanCount(accepted),
        HumanCount(sum(|counts| counts.unchanged)),
        HumanCount(sum(|counts| counts.kept)),
        HumanCount(sum(|counts| counts.left_out)),
        output::bytes(counts.bytes),
        report.seconds,
    )?;
    write_rereadings(out, &report.run.rereadings)
}

impl LeftOut {
    fn count(&self, format: String, reason: &'static str) {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *counts.entry((format, reason)).or_default() += 1;
    }
}

impl Change {
    fn say(&self) {
        let place = output::place(&self.source, &self.locator);
        let article = styled(ID, &self.article);
        match &self.former {
            Some(former) if *former == self.article => anstream::eprintln!("better: {place}: {article}, other fields"),
            Some(former) => anstream::eprintln!("better: {place}: {} is now {article}", styled(ID, former)),
            None => anstream::eprintln!("newly readable: {place}: {article}"),
        }
    }
}
