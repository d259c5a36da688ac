//! From records to readings on several threads, in the order of the input: one thread cuts the inputs into records,
//! several read and digest them, and the caller takes them one by one.
//!
//! Records travel in chunks, each with its place in the order: the cutting thread hands a chunk to whichever worker is
//! free and, at the same time, a receipt for it to the caller. The queue of receipts bounds how far the cutter may run
//! ahead, and [`Budget`] bounds the bytes.

mod budget;
mod read;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use anyhow::{Result, anyhow};
use crossbeam_channel::{Receiver, Sender, bounded};
use cuttings_ingest::{Flow, ReadOptions, Record, RecordSink, read_inputs};

use budget::Budget;
pub use read::Reading;

/// A chunk ends after this many records…
const CHUNK_RECORDS: usize = 128;
/// …or this many bytes.
const CHUNK_BYTES: usize = 256 << 10;
/// Chunks that may be under way: enough for every worker to be busy, and for the caller to fall behind while it commits.
const CHUNKS_UNDER_WAY: usize = 64;
/// Bytes of records that may be under way.
const BYTES_UNDER_WAY: usize = 48 << 20;

/// What to read and what for.
#[derive(Clone)]
pub struct Pipeline {
    /// The inputs.
    pub inputs: Vec<PathBuf>,
    /// How they are read.
    pub options: ReadOptions,
    /// Whether to compress the raw bytes for the archive.
    pub keep_originals: bool,
    /// Whether to take what can be read of broken records.
    pub salvage: bool,
    /// Set from outside to stop early.
    pub stop: Arc<AtomicBool>,
}

/// A chunk on its way to a worker, and where its readings are awaited.
struct Job {
    records: Vec<Record>,
    bytes: usize,
    done: Sender<Chunk>,
}

/// What a worker made of a chunk.
struct Chunk {
    readings: Vec<Reading>,
    bytes: usize,
}

impl Pipeline {
    /// Reads everything and calls `take` for each record in the order of the input, on the calling thread.
    ///
    /// Gives [`Flow::Stop`] when it was stopped from outside before the end.
    ///
    /// # Errors
    /// An input that cannot be read at all, and whatever `take` fails with. Records before it have been taken.
    pub fn run(&self, take: impl FnMut(Reading) -> Result<()>) -> Result<Flow> {
        self.run_from(|sink| Ok(read_inputs(&self.inputs, &self.options, sink)?), take)
    }

    /// The same for records that come from elsewhere: `cut` pushes them on a thread of its own, and stops when it is
    /// told to.
    ///
    /// # Errors
    /// Whatever `cut` or `take` fails with. Records before it have been taken.
    pub fn run_from(
        &self,
        cut: impl FnOnce(&mut dyn RecordSink) -> Result<Flow> + Send,
        mut take: impl FnMut(Reading) -> Result<()>,
    ) -> Result<Flow> {
        let (jobs, job_queue) = bounded::<Job>(CHUNKS_UNDER_WAY);
        let (receipts, receipt_queue) = bounded::<Receiver<Chunk>>(CHUNKS_UNDER_WAY);
        let budget = Budget::new(BYTES_UNDER_WAY);
        let workers = thread::available_parallelism().map_or(1, |cores| cores.get().saturating_sub(1).max(1));
        thread::scope(|scope| {
            for _ in 0..workers {
                let job_queue = job_queue.clone();
                scope.spawn(move || self.work(&job_queue));
            }
            drop(job_queue);
            let budget = &budget;
            let mut cutter = Cutter::new(jobs, receipts, budget, &self.stop);
            let cutter = scope.spawn(move || {
                let flow = cut(&mut cutter)?;
                cutter.send();
                Ok(flow)
            });
            let mut flow = Flow::Continue;
            let taken = receipt_queue.iter().try_for_each(|receipt| {
                if self.stop.load(Ordering::Relaxed) {
                    // What is under way is read again next time; stopping should not take long.
                    flow = Flow::Stop;
                    budget.close();
                    return Ok(());
                }
                // A worker that died has dropped its sender; the scope passes its panic on.
                let chunk = receipt.recv().map_err(|_| anyhow!("a reading thread ended early"))?;
                budget.give_back(chunk.bytes);
                chunk.readings.into_iter().try_for_each(&mut take)
            });
            // On an error the queues close, and the other threads end at their next step.
            drop(receipt_queue);
            budget.close();
            let cut = cutter.join().map_err(|_| anyhow!("the thread that reads the inputs ended early"))?;
            taken.and(cut).map(|cut| if cut == Flow::Stop { cut } else { flow })
        })
    }

    fn work(&self, jobs: &Receiver<Job>) {
        for job in jobs {
            let readings = job.records.into_iter().map(|record| Reading::of(record, self)).collect();
            // Nobody waits for it any more when the import has failed.
            let _ = job.done.send(Chunk { readings, bytes: job.bytes });
        }
    }
}

/// Gathers records into chunks and sends them off.
struct Cutter<'a> {
    jobs: Sender<Job>,
    receipts: Sender<Receiver<Chunk>>,
    budget: &'a Budget,
    stop: &'a AtomicBool,
    records: Vec<Record>,
    bytes: usize,
}

impl<'a> Cutter<'a> {
    fn new(jobs: Sender<Job>, receipts: Sender<Receiver<Chunk>>, budget: &'a Budget, stop: &'a AtomicBool) -> Self {
        Self { jobs, receipts, budget, stop, records: Vec::new(), bytes: 0 }
    }

    fn send(&mut self) -> Flow {
        if self.records.is_empty() {
            return Flow::Continue;
        }
        let bytes = std::mem::take(&mut self.bytes);
        let (done, receipt) = bounded(1);
        let job = Job { records: std::mem::take(&mut self.records), bytes, done };
        let sent = self.budget.take(bytes) && self.jobs.send(job).is_ok() && self.receipts.send(receipt).is_ok();
        if sent { Flow::Continue } else { Flow::Stop }
    }
}

impl RecordSink for Cutter<'_> {
    fn push(&mut self, record: Record) -> Flow {
        self.bytes += read::size_in_memory(&record);
        self.records.push(record);
        if self.stop.load(Ordering::Relaxed) {
            return Flow::Stop;
        }
        if self.records.len() >= CHUNK_RECORDS || self.bytes >= CHUNK_BYTES { self.send() } else { Flow::Continue }
    }
}
