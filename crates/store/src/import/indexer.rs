//! The search index of a batch, made on a thread of its own while the writer writes the tables.

use std::sync::mpsc::{self, Receiver, SyncSender};
use std::thread::{self, JoinHandle};

use cuttings_core::SearchText;
use rusqlite::{Error, ffi};

use crate::search::{Segment, SegmentBuilder};

/// Contents that may wait for the thread.
const WAITING: usize = 512;

/// Hands contents to the thread and gets the finished segment back.
#[derive(Debug)]
pub(super) struct Indexer {
    orders: SyncSender<Order>,
    segments: Receiver<rusqlite::Result<Segment>>,
    /// Ends when `orders` is dropped.
    _thread: JoinHandle<()>,
}

enum Order {
    Add(i64, SearchText),
    Finish,
}

impl Indexer {
    /// Starts the thread.
    pub(super) fn start() -> Self {
        let (orders, queue) = mpsc::sync_channel(WAITING);
        let (finished, segments) = mpsc::sync_channel(1);
        Self { orders, segments, _thread: thread::spawn(move || work(&queue, &finished)) }
    }

    /// Adds a content to the batch. An error shows when the batch is finished.
    pub(super) fn add(&self, content: i64, text: SearchText) {
        // A thread that is gone says so in `finish`.
        let _ = self.orders.send(Order::Add(content, text));
    }

    /// The index of the batch; the next one begins.
    ///
    /// # Errors
    /// What kept the thread from making it.
    pub(super) fn finish(&self) -> rusqlite::Result<Segment> {
        let _ = self.orders.send(Order::Finish);
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
            Order::Add(content, text) => {
                if let Ok(making) = &mut builder {
                    // The first error stays until the batch is asked for.
                    if let Err(error) = making.add(content, &text) {
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
