//! Exports in CSV: Pocket, Instapaper, Readwise Reader. Their rows are links, told from other tables by their columns.

use std::borrow::Cow;
use std::io;

use cuttings_core::Draft;
use serde_json::Value;

use super::no_text;
use crate::FieldMap;
use crate::fields::make_draft;
use crate::readers::csv::{column_names, split_rows};
use crate::readers::{Head, Reader, Stream};
use crate::record::{Flow, RecordSink, Rejection};

/// A service whose export is a table of links.
pub(crate) struct LinkTable {
    name: &'static str,
    /// All of these are among the columns.
    columns: &'static [&'static str],
}

/// Pocket.
pub(crate) const POCKET_CSV: LinkTable =
    LinkTable { name: "pocket", columns: &["title", "url", "time_added", "status"] };
/// Instapaper.
pub(crate) const INSTAPAPER: LinkTable =
    LinkTable { name: "instapaper", columns: &["URL", "Title", "Selection", "Folder"] };
/// Readwise Reader.
pub(crate) const READWISE: LinkTable =
    LinkTable { name: "readwise", columns: &["Title", "URL", "Saved date", "Reading progress", "Location"] };

impl Reader for LinkTable {
    fn name(&self) -> &'static str {
        self.name
    }

    fn recognizes(&self, head: &Head<'_>) -> bool {
        let names = column_names(head.bytes);
        self.columns.iter().all(|column| names.iter().any(|name| name == column))
    }

    fn cuts_at_ascii(&self) -> bool {
        true
    }

    fn split(&self, stream: Stream<'_>, sink: &mut dyn RecordSink) -> io::Result<Flow> {
        // Names that the user gave go before what the format says.
        let read = if **stream.fields == FieldMap::default() { read_link } else { make_draft };
        split_rows(stream, self.name, read, sink)
    }
}

#[expect(clippy::needless_pass_by_value, reason = "as every reader of cells")]
/// A row is a link; what was marked on the page (Instapaper's `Selection`) is not its text.
fn read_link(cells: Vec<(Cow<'_, str>, Value)>, _: &FieldMap) -> Result<Draft, Rejection> {
    let cell = |wanted: &str| {
        let cell = cells.iter().find(|(name, _)| name.eq_ignore_ascii_case(wanted));
        cell.and_then(|(_, value)| value.as_str()).map(str::trim).filter(|text| !text.is_empty())
    };
    Err(no_text(cell("title"), cell("url")))
}
