//! CSV and its kin (`,` `;` tab `|`) with a header row: every further row is a record.

mod header;
mod row;

use std::borrow::Cow;
use std::io;
use std::sync::Arc;

use cuttings_core::Draft;
use header::Header;
use row::{RowEnd, RowScanner, cells, literal_cells};
use serde_json::Value;

use super::window::{Window, too_long};
use super::{HEAD_BYTES, Head, Reader, Stream, check_value_count};
use crate::FieldMap;
use crate::fields::make_draft;
use crate::record::{Flow, Raw, ReadRecord, Record, RecordSink, Rejection};
use crate::text_encoding::decode;

/// The reader of CSV.
pub(crate) struct Csv;

impl Reader for Csv {
    fn name(&self) -> &'static str {
        "csv"
    }

    fn recognizes(&self, head: &Head<'_>) -> bool {
        let header = Header::read(head.bytes);
        let (known, all) = (header.known, header.names.len());
        let is_named_so = matches!(head.extension, "csv" | "tsv" | "tab") && (all >= 2 || known == 1);
        header.is_plausible() && (is_named_so || (known >= 2 && known * 2 >= all))
    }

    fn cuts_at_ascii(&self) -> bool {
        true
    }

    fn split(&self, stream: Stream<'_>, sink: &mut dyn RecordSink) -> io::Result<Flow> {
        split_rows(stream, self.name(), make_draft, sink)
    }
}

/// Makes a draft of a row's named cells.
pub(super) type ReadCells = fn(Vec<(Cow<'_, str>, Value)>, &FieldMap) -> Result<Draft, Rejection>;

/// The names of the columns, as far as the stream begins like a table.
pub(super) fn column_names(head: &[u8]) -> Vec<String> {
    Header::read(head).names
}

/// Splits a table into its rows; `read` makes the drafts.
///
/// # Errors
/// The stream's own error; the rows before it have been pushed.
pub(super) fn split_rows(
    stream: Stream<'_>,
    format: &'static str,
    read: ReadCells,
    sink: &mut dyn RecordSink,
) -> io::Result<Flow> {
    let Stream { source, input, limits, fields } = stream;
    let limit = limits.record_bytes;
    let mut window = Window::new(input);
    window.extend_to(HEAD_BYTES)?;
    let header = Header::read(window.bytes());
    let mut line = 1 + count_lines(&window.bytes()[..header.length]);
    window.skip(header.length);
    window.take_line(limit)?;

    let mut rows = Rows { window, limit, delimiter: header.delimiter, columns: header.names.len() };
    let cells: Arc<dyn ReadRecord> = Arc::new(Cells { header, fields: Arc::clone(fields), read });
    while let Some(row) = rows.next()? {
        line += 1;
        let locator = format!("line {line}");
        let reader = match (&row.raw, row.fault) {
            (Raw::Bytes(bytes), _) if bytes.trim_ascii().is_empty() => continue,
            (_, Some(fault)) => Err(Rejection::new(fault)),
            (Raw::Passed { .. }, None) => Err(too_long(rows.limit)),
            (Raw::Bytes(_), None) => Ok(Arc::clone(&cells)),
        };
        line += row.line_ends;
        let source = Arc::clone(&source);
        if sink.push(Record { source, locator, format, raw: row.raw, reader }) == Flow::Stop {
            return Ok(Flow::Stop);
        }
    }
    Ok(Flow::Continue)
}

fn count_lines(bytes: &[u8]) -> u64 {
    memchr::memchr_iter(b'\n', bytes).count() as u64
}

/// One row as it was cut.
struct Row {
    raw: Raw,
    /// How many line ends it has within itself.
    line_ends: u64,
    fault: Option<&'static str>,
}

/// The rows after the header.
struct Rows<'a> {
    window: Window<'a>,
    limit: u64,
    delimiter: u8,
    columns: usize,
}

impl Rows<'_> {
    /// Cuts the next row, or `None` at the end of the stream.
    fn next(&mut self) -> io::Result<Option<Row>> {
        let mut scanner = RowScanner::new(self.delimiter);
        loop {
            // The limit holds to the byte, so that it does not matter in what chunks the stream comes.
            let bytes = self.window.bytes();
            let length = bytes.len().min(self.limit.saturating_add(1) as usize);
            match scanner.scan(&bytes[..length]) {
                RowEnd::At(end) => {
                    let length = end - usize::from(self.window.bytes()[..end].ends_with(b"\r"));
                    return self.cut_row(&scanner, length, end + 1);
                }
                RowEnd::Swallowed => return self.cut_first_line(),
                RowEnd::Beyond => {}
            }
            if length as u64 > self.limit {
                return if scanner.line_ends() > 0 { self.cut_first_line() } else { self.cut_line(None) };
            }
            if !self.window.extend()? {
                return match length {
                    0 => Ok(None),
                    _ if scanner.is_quote_open() => self.cut_first_line(),
                    _ => self.cut_row(&scanner, length, length),
                };
            }
        }
    }

    /// Cuts a row of so many bytes, after which the next one begins at `next`.
    fn cut_row(&mut self, scanner: &RowScanner, length: usize, next: usize) -> io::Result<Option<Row>> {
        if self.is_two_rows(scanner, length) {
            return self.cut_first_line();
        }
        let raw = self.window.take_record(None, length, self.limit);
        self.window.skip(next - length);
        Ok(Some(Row { raw, line_ends: scanner.line_ends(), fault: None }))
    }

    /// Whether a row of tab-separated text spans lines only because a cell begins with a quote that is no quoting: the
    /// lines have the right number of cells by themselves, and the row has not.
    fn is_two_rows(&self, scanner: &RowScanner, end: usize) -> bool {
        if self.delimiter != b'\t' || scanner.line_ends() == 0 {
            return false;
        }
        let row = String::from_utf8_lossy(&self.window.bytes()[..end]);
        cells(&row, self.delimiter, 0).len() != self.columns && self.is_first_line_whole()
    }

    /// Whether the first line has the right number of cells if its quotes are taken as text.
    fn is_first_line_whole(&self) -> bool {
        let bytes = self.window.bytes();
        let line = &bytes[..memchr::memchr(b'\n', bytes).unwrap_or(bytes.len())];
        literal_cells(&String::from_utf8_lossy(line), self.delimiter).len() == self.columns
    }

    /// Cuts only the first line of a row whose quotes are broken, so that the rows after it are read. Tab-separated text
    /// often has no quoting at all, so there the line can be whole; elsewhere the rest of its text is lost in the next
    /// lines, and it is rejected.
    fn cut_first_line(&mut self) -> io::Result<Option<Row>> {
        let is_whole = self.delimiter == b'\t' && self.is_first_line_whole();
        self.cut_line(
            (!is_whole).then_some("a quote is opened in this row and not closed; reading goes on at the next line"),
        )
    }

    fn cut_line(&mut self, fault: Option<&'static str>) -> io::Result<Option<Row>> {
        Ok(self.window.take_line(self.limit)?.map(|raw| Row { raw, line_ends: 0, fault }))
    }
}

/// Reads a row's cells as the fields that the header names.
struct Cells {
    header: Header,
    fields: Arc<FieldMap>,
    read: ReadCells,
}

impl ReadRecord for Cells {
    fn read(&self, bytes: &[u8]) -> Result<Draft, Rejection> {
        let delimiter = self.header.delimiter;
        check_value_count(bytes, memchr::memchr_iter(delimiter, bytes))?;
        let decoded = decode(bytes);
        let expected = self.header.names.len();
        let cells = cells(&decoded.text, delimiter, expected);
        let found = cells.len();
        if found == 1 && expected > 2 {
            return Err(Rejection::new(format!("has 1 cell where the header names {expected}")));
        }
        let named = cells.into_iter().enumerate().map(|(at, cell)| (self.header.name(at).into(), cell.into()));
        let mut draft = (self.read)(named.collect(), &self.fields)?;
        if found != expected {
            draft.notes.push(format!("the row has {found} cells where the header names {expected}"));
        }
        draft.notes.extend(decoded.note);
        Ok(draft)
    }
}

#[cfg(test)]
mod tests;
