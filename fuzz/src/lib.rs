//! What every target does: bytes go in as a file of some name, and every record that comes out is read.

use cuttings_ingest::{Flow, Limits, ReadOptions, Record, RecordSink, read_stream};

/// Bounds that a fuzzer reaches.
const LIMITS: Limits = Limits { record_bytes: 1 << 20, expansion_ratio: 100, expansion_floor: 4 << 20 };

/// Records of one input that are read; an input of some kilobytes should not take seconds.
const MOST_RECORDS: usize = 1_000;

struct ReadAll(usize);

impl RecordSink for ReadAll {
    fn push(&mut self, record: Record) -> Flow {
        let _ = record.read();
        let _ = record.salvage();
        self.0 += 1;
        if self.0 < MOST_RECORDS { Flow::Continue } else { Flow::Stop }
    }
}

/// Reads `start` and `rest` as one file.
pub fn read(name: &str, start: &[u8], rest: &[u8]) {
    let options = ReadOptions { limits: LIMITS, ..ReadOptions::default() };
    let bytes = [start, rest].concat();
    read_stream(name, bytes.as_slice(), &options, &mut ReadAll(0));
}
