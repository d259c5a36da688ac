//! The search index of a batch, made on a thread of its own while the writer writes the tables.

use std::sync::mpsc::{self, Receiver, SyncSender};
use std::thread::{self, JoinHandle};

use cuttings_core::SearchText;
use rusqlite::{Error, ffi};

use crate::search::{Segment, SegmentBuilder};

/// Contents that go to the thread together: waking it for each takes longer than its work.
const TOGETHER: usize = 64;
/// Groups of contents that may wait for the thread.
const WAITING: usize = 16;

/// Hands contents to the thread and gets the finished segment back.
#[derive(Debug)]
pub(super) struct Indexer {
    orders: SyncSender<Order>,
    gathered: Vec<(i64, SearchText)>,
    segments: Receiver<rusqlite::Result<Segment>>,
    /// Ends when `orders` is dropped.
    _thread: JoinHandle<()>,
}

enum Order {
    Add(Vec<(i64, SearchText)>),
    Finish,
}

impl Indexer {
    /// Starts the thread.
    pub(super) fn start() -> Self {
        let (orders, queue) = mpsc::sync_channel(WAITING);
        let (finished, segments) = mpsc::sync_channel(1);
        Self { orders, gathered: Vec::new(), segments, _thread: thread::spawn(move || work(&queue, &finished)) }
    }

    /// Adds a content to the batch. An error shows when the batch is finished.
    pub(super) fn add(&mut self, content: i64, text: SearchText) {
        self.gathered.push((content, text));
        if self.gathered.len() == TOGETHER {
            self.send_gathered();
        }
    }

    fn send_gathered(&mut self) {
        let gathered = std::mem::replace(&mut self.gathered, Vec::with_capacity(TOGETHER));
        // A thread that is gone says so when the segment is taken.
        let _ = self.orders.send(Order::Add(gathered));
    }

    /// Ends the batch; the next one begins. Its index is [taken](Self::take_segment) once it is finished.
    pub(super) fn ask_for_segment(&mut self) {
        self.send_gathered();
        // A thread that is gone says so when the segment is taken.
        let _ = self.orders.send(Order::Finish);
    }

    /// Waits for the index of the batch that was ended.
    ///
    /// # Errors
    /// What kept the thread from making it.
    pub(super) fn take_segment(&mut self) -> rusqlite::Result<Segment> {
        let gone = || {
            Error::SqliteFailure(ffi::Error::new(ffi::SQLITE_ABORT), Some("the indexing thread ended early".to_owned()))
        };
        self.segments.recv().map_err(|_| gone())?
    }
}

fn work(orders: &Receiver<Order>, finished: &SyncSender<rusqlite::Result<Segment>>) {
    let mut builder = SegmentBuilder::new();
    for order in orders {
        match order {
            Order::Add(contents) => {
                for (content, text) in contents {
                    // The first error stays until the batch is asked for.
                    let added = builder.as_mut().map_or(Ok(()), |making| making.add(content, &text));
                    if let Err(error) = added {
                        builder = Err(error);
                    }
                }
            }
            Order::Finish => {
                let segment = match &mut builder {
                    Ok(making) => Ok(making.finish()),
                    Err(_) => std::mem::replace(&mut builder, SegmentBuilder::new()).map(|mut making| making.finish()),
                };
                if finished.send(segment).is_err() {
                    return;
                }
            }
        }
    }
}
