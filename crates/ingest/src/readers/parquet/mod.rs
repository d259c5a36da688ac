//! Tables as Parquet: every row is a record, its columns are fields as those of CSV are. The raw bytes of a record are
//! its row as a JSON object on one line, members in the order of the columns, because a row has no bytes of its own in a
//! file that is stored by columns. Row groups are read one after the other.

mod chunks;
mod depth;
mod row;
#[cfg(test)]
mod tests;

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use chunks::Chunks;
use parquet::file::reader::{FileReader, SerializedFileReader};
use row::Columns;

use super::Head;
use super::indexed::{IndexedFile, IndexedReader, reject_file};
use super::json::JsonObject;
use super::window::too_long;
use crate::passed::Passed;
use crate::record::{Flow, Raw, ReadRecord, Record, RecordSink, Rejection};

/// The reader of Parquet.
pub(crate) struct Parquet;

impl IndexedReader for Parquet {
    fn name(&self) -> &'static str {
        "parquet"
    }

    fn recognizes(&self, head: &Head<'_>) -> bool {
        head.bytes.starts_with(b"PAR1")
    }

    fn split_file(&self, mut file: IndexedFile<'_>, sink: &mut dyn RecordSink) -> io::Result<Flow> {
        let inner = std::mem::replace(&mut file.file, Box::new(io::empty()));
        let chunks = Chunks::new(inner)?;
        let opened = guarded(|| match depth::is_too_deep(&chunks) {
            Some(false) => SerializedFileReader::new(chunks).map_err(|error| error.to_string()),
            Some(true) => Err(format!("its columns lie more than {} deep within each other", depth::DEEPEST)),
            None => Err("there is no footer".to_owned()),
        });
        let table = match opened {
            Ok(table) => table,
            Err(reason) => {
                let reason = format!("has no index that can be read, as if it were cut short or damaged ({reason})");
                return Ok(sink.push(reject_file(&file, self.name(), reason)));
            }
        };
        let columns = Columns::of(table.metadata().file_metadata().schema());
        let reader: Arc<dyn ReadRecord> = Arc::new(JsonObject::line(Arc::clone(file.fields)));
        let mut rows = Rows { format: self.name(), file: &file, columns, reader, sink };
        let mut before = 0_u64;
        for group in 0..table.num_row_groups() {
            if rows.push_group(&table, group, before) == Flow::Stop {
                return Ok(Flow::Stop);
            }
            before += u64::try_from(table.metadata().row_group(group).num_rows()).unwrap_or_default();
        }
        Ok(Flow::Continue)
    }
}

/// Turns rows into records.
struct Rows<'a> {
    format: &'static str,
    file: &'a IndexedFile<'a>,
    columns: Columns,
    reader: Arc<dyn ReadRecord>,
    sink: &'a mut dyn RecordSink,
}

impl Rows<'_> {
    /// Pushes the rows of one group, up to where it is damaged.
    fn push_group(&mut self, table: &SerializedFileReader<Chunks>, group: usize, before: u64) -> Flow {
        let mut nr = before;
        let read = guarded(|| {
            let group = table.get_row_group(group).map_err(|error| error.to_string())?;
            let mut rows = group.get_row_iter(None).map_err(|error| error.to_string())?;
            while let Some(row) = guarded(|| rows.next().transpose().map_err(|error| error.to_string()))? {
                nr += 1;
                if self.push(format!("row {nr}"), self.columns.to_json(&row).into_bytes()) == Flow::Stop {
                    return Ok(Flow::Stop);
                }
            }
            Ok(Flow::Continue)
        });
        read.unwrap_or_else(|reason| {
            let reason = format!("the rest of row group {} cannot be read ({reason})", group + 1);
            let (raw, reader) = (Passed::default().finish(), Err(Rejection::new(reason)));
            self.push_record(format!("after row {nr}"), raw, reader)
        })
    }

    fn push(&mut self, locator: String, json: Vec<u8>) -> Flow {
        let limit = self.file.limits.record_bytes;
        if json.len() as u64 <= limit {
            let reader = Arc::clone(&self.reader);
            return self.push_record(locator, Raw::Bytes(json), Ok(reader));
        }
        let mut passed = Passed::default();
        passed.update(&json);
        self.push_record(locator, passed.finish(), Err(too_long(limit)))
    }

    fn push_record(&mut self, locator: String, raw: Raw, reader: Result<Arc<dyn ReadRecord>, Rejection>) -> Flow {
        let (source, format) = (Arc::clone(&self.file.source), self.format);
        self.sink.push(Record { source, locator, format, raw, reader })
    }
}

/// Runs what may panic on a damaged file, as the decoders do in places.
fn guarded<T>(run: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(|_| Err("its decoder gave up".to_owned()))
}
