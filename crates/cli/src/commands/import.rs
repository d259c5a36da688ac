//! `cuttings import`: inputs into the archive.

use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use cuttings_ingest::{FieldMap, Flow, Limits, Progress, ReadOptions};
use cuttings_store::{Archive, ComparisonReport, Counts, Outcome, RunReport, Sighting};
use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;

use super::{dedupe, runs};
use crate::args::{Format, ImportArgs, InputArgs};
use crate::exit::Exit;
use crate::output::{self, WRONG, styled};
use crate::pipeline::Pipeline;

/// Rejected records that are listed; the archive has them all (`captures_report`).
pub const MOST_LISTED: u64 = 50;

/// Records between two looks at the counts for the progress bar.
pub const BAR_RECORDS: u64 = 500;

/// Who writes, for the log of runs.
pub const PROGRAM: &str = concat!("cuttings ", env!("CARGO_PKG_VERSION"));

/// The report of an import in JSON.
#[derive(Serialize)]
struct Report<'a> {
    #[serde(flatten)]
    counts: &'a Counts,
    /// What comparing the new texts with the others came to; none where the import was interrupted before.
    compared: Option<Compared>,
    seconds: f64,
    interrupted: bool,
    rejections: &'a [Rejected],
}

#[derive(Serialize)]
struct Compared {
    #[serde(flatten)]
    report: ComparisonReport,
    /// Stories in the archive now, and before the import.
    stories: u64,
    stories_before: u64,
}

#[derive(Serialize)]
struct Rejected {
    source: String,
    locator: String,
    reason: String,
}

/// Runs the command.
pub fn run(archive: &Path, args: &ImportArgs) -> Result<Exit> {
    let begun = Instant::now();
    let pipeline = Pipeline {
        inputs: args.input.inputs.clone(),
        options: read_options(&args.input, archive)?,
        keep_originals: !args.no_originals,
        salvage: args.input.salvage,
        stop: stop_on_interrupt()?,
    };
    let inputs: Vec<String> = pipeline.inputs.iter().map(|path| name(path)).collect();
    // A dry run makes no archive: where there is none, it compares with an empty one elsewhere.
    let scratch = (args.dry_run && !archive.exists()).then(tempfile::tempdir).transpose()?;
    let empty = scratch.as_ref().map(|folder| folder.path().join("empty.db"));
    let mut archive = Archive::open(empty.as_deref().unwrap_or(archive))?;
    let stories_before = archive.count_stories()?;
    let mut import =
        if args.dry_run { archive.begin_trial(PROGRAM, &inputs) } else { archive.begin_import(PROGRAM, &inputs) }?;
    let bar = progress_bar(pipeline.options.progress.clone());
    let mut rejections = Vec::new();
    let read = pipeline.run(|reading| {
        let reason = reading.result.as_ref().err().cloned();
        let outcome = import.add(Sighting {
            source: &reading.source,
            locator: &reading.locator,
            format: reading.format,
            original: reading.original,
            reading: reading.result,
        })?;
        // A record can also be known as rejected from an earlier run, and then it still is.
        if outcome == Outcome::Rejected && import.counts().rejected <= MOST_LISTED {
            let reason = reason.unwrap_or_default();
            let rejected = Rejected { source: reading.source.to_string(), locator: reading.locator, reason };
            bar.suspend(|| rejected.say());
            rejections.push(rejected);
        }
        if import.counts().read % BAR_RECORDS == 0 {
            bar.set_message(progress_message(import.counts()));
        }
        Ok(())
    });
    bar.finish_and_clear();
    // On an error what was committed stays, and the rest is read again next time.
    let interrupted = read? == Flow::Stop;
    if args.dry_run {
        return write_trial(args.format.format, &import.finish_and_report(MOST_LISTED as u32)?, interrupted);
    }
    let (counts, compared) = if interrupted {
        import.commit()?;
        (import.counts().clone(), None)
    } else if args.no_compare {
        (import.finish_uncompared()?, None)
    } else {
        let spinner = output::spinner("comparing");
        let (counts, report) = import.finish()?;
        spinner.finish_and_clear();
        (counts, Some(Compared { report, stories: archive.count_stories()?, stories_before }))
    };
    let seconds = begun.elapsed().as_secs_f64();
    let report = Report { counts: &counts, compared, seconds, interrupted, rejections: &rejections };
    write_report(args.format.format, &report)?;
    Ok(exit(counts.rejected, interrupted))
}

/// Reports what an import would have done.
fn write_trial(format: Format, report: &RunReport, interrupted: bool) -> Result<Exit> {
    let mut out = anstream::stdout().lock();
    match format {
        Format::Json => output::write_json(&mut out, report)?,
        Format::Text => runs::write_report(&mut out, report)?,
    }
    let stopped = if interrupted { "interrupted; " } else { "" };
    anstream::eprintln!("cuttings: {stopped}a dry run, so nothing was stored");
    Ok(exit(report.run.counts.rejected, interrupted))
}

fn exit(rejected: u64, interrupted: bool) -> Exit {
    match rejected {
        _ if interrupted => Exit::Failed,
        0 => Exit::Done,
        _ => Exit::SomeRejected,
    }
}

fn progress_message(counts: &Counts) -> String {
    format!("{} new, {} duplicate", indicatif::HumanCount(counts.new), indicatif::HumanCount(counts.duplicate))
}

/// The options for reading inputs; `archive` and what lies beside it are never inputs.
pub fn read_options(input: &InputArgs, archive: &Path) -> Result<ReadOptions> {
    let beside = ["", "-wal", "-shm", "-journal", "-import-lock"].map(|suffix| {
        let mut path = archive.as_os_str().to_owned();
        path.push(suffix);
        path.into()
    });
    Ok(ReadOptions {
        limits: Limits::default(),
        fields: Arc::new(FieldMap::parse(&input.map)?),
        progress: Arc::new(Progress::default()),
        exclude: beside.to_vec(),
    })
}

/// The name of an input in the log: no folder above it, so that a shipped archive does not tell of the machine.
pub fn name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// A flag that is set when the user interrupts.
pub fn stop_on_interrupt() -> Result<Arc<AtomicBool>> {
    let stop = Arc::new(AtomicBool::new(false));
    let asked = Arc::clone(&stop);
    ctrlc::set_handler(move || {
        // The second time somebody means it.
        if asked.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
    })
    .context("the interrupt handler could not be set")?;
    Ok(stop)
}

/// A bar that follows the bytes read, on a terminal.
pub fn progress_bar(progress: Arc<Progress>) -> ProgressBar {
    let bar = ProgressBar::new(0).with_style(
        ProgressStyle::with_template(
            "{bar:30} {decimal_bytes}/{decimal_total_bytes} {decimal_bytes_per_sec} ETA {eta}  {msg}",
        )
        .unwrap_or_else(|_| ProgressStyle::default_bar()),
    );
    if bar.is_hidden() {
        return bar;
    }
    let drawn = bar.downgrade();
    std::thread::spawn(move || {
        while let Some(bar) = drawn.upgrade().filter(|bar| !bar.is_finished()) {
            let read = progress.bytes_read.load(Ordering::Relaxed);
            bar.set_length(progress.bytes_total.load(Ordering::Relaxed).max(read));
            bar.set_position(read);
            std::thread::sleep(Duration::from_millis(100));
        }
    });
    bar
}

impl Rejected {
    fn say(&self) {
        let place = output::place(&self.source, &self.locator);
        anstream::eprintln!("{} {place}: {}", styled(WRONG, "rejected:"), output::one_line(&self.reason));
    }
}

fn write_report(format: Format, report: &Report<'_>) -> Result<()> {
    let counts = report.counts;
    if counts.rejected > MOST_LISTED {
        let more = counts.rejected - MOST_LISTED;
        anstream::eprintln!("and {more} more rejected; the archive's view captures_report has them all");
    }
    if report.interrupted {
        anstream::eprintln!(
            "cuttings: interrupted; the archive is sound, and the same import goes on where this one stopped"
        );
    }
    let mut out = anstream::stdout().lock();
    match format {
        Format::Json => output::write_json(&mut out, report)?,
        Format::Text => {
            writeln!(out, "{}", summary(counts, report.seconds))?;
            if let Some(compared) = report.compared.as_ref().filter(|compared| compared.report.contents > 0) {
                writeln!(out, "{}", compared.in_words())?;
                dedupe::say_capped(&compared.report);
            }
        }
    }
    Ok(())
}

impl Compared {
    fn in_words(&self) -> String {
        let stories = output::count(self.stories, "story", "stories");
        let before = indicatif::HumanCount(self.stories_before);
        format!("{}; {stories}, {before} before", dedupe::compared_in_words(&self.report))
    }
}

/// The one line of counts.
fn summary(counts: &Counts, seconds: f64) -> String {
    let reprints = match counts.reprint {
        0 => String::new(),
        number => format!(" ({} of them reprints)", indicatif::HumanCount(number)),
    };
    let noted = match counts.noted {
        0 => String::new(),
        number => format!(", {} with notes", indicatif::HumanCount(number)),
    };
    format!(
        "read {}: {} new, {} duplicate{reprints}, {}, {} rejected{noted}; {}, {} distinct, {} repeated; {} in {seconds:.1} s",
        output::count(counts.read, "record", "records"),
        indicatif::HumanCount(counts.new),
        indicatif::HumanCount(counts.duplicate),
        output::count(counts.revision, "revision", "revisions"),
        indicatif::HumanCount(counts.rejected),
        output::count(counts.paragraphs.seen, "paragraph", "paragraphs"),
        indicatif::HumanCount(counts.paragraphs.distinct),
        indicatif::HumanCount(counts.paragraphs.repeated),
        output::bytes(counts.bytes),
    )
}
