//! What a worker does to one record: read, digest, hash, compress.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use cuttings_core::{Digested, Draft, RawId, digest};
use cuttings_ingest::{Raw, Record, Rejection};
use cuttings_store::Original;

use super::Pipeline;

/// zstd's own default: on texts of a few kB a higher level costs much and gains little.
const COMPRESSION_LEVEL: i32 = 3;

/// A record that was read, with its raw bytes as the archive takes them.
pub struct Reading {
    /// The input by name.
    pub source: Arc<str>,
    /// The place in the input.
    pub locator: String,
    /// The format.
    pub format: &'static str,
    /// The raw bytes.
    pub original: Original,
    /// The article, or why there is none.
    pub result: Result<Digested, String>,
}

impl Reading {
    /// Reads a record. Pure and bounded; a reader that panics on a record loses that record, not the import.
    pub(super) fn of(record: Record, pipeline: &Pipeline) -> Self {
        let draft = catch_unwind(AssertUnwindSafe(|| if pipeline.salvage { record.salvage() } else { record.read() }))
            .unwrap_or_else(|_| Err(Rejection::new("the reader failed on it; please report this")));
        let result = match draft {
            Ok(draft) if Draft::has_text(&draft) => Ok(digest(draft)),
            Ok(_) => Err("there is no text in it".to_owned()),
            Err(rejection) => Err(rejection.reason),
        };
        let original = match &record.raw {
            Raw::Bytes(bytes) => Original {
                id: RawId::of(bytes),
                size: bytes.len() as u64,
                zstd: pipeline.keep_originals.then(|| compress(bytes)).flatten(),
            },
            Raw::Passed { sha256, size } => Original { id: RawId(*sha256), size: *size, zstd: None },
        };
        Self { source: record.source, locator: record.locator, format: record.format, original, result }
    }
}

/// Compression in memory fails only when memory does; the record then is kept without its raw bytes.
fn compress(bytes: &[u8]) -> Option<Vec<u8>> {
    zstd::bulk::compress(bytes, COMPRESSION_LEVEL).ok()
}

/// About how much memory a record holds.
pub(super) fn size_in_memory(record: &Record) -> usize {
    match &record.raw {
        Raw::Bytes(bytes) => bytes.len(),
        Raw::Passed { .. } => size_of::<Record>(),
    }
}
