//! From inputs to drafts. A *container* (file, folder, standard input, zip, tar, gzip, …) gives a stream of bytes; a
//! [`Reader`](readers::Reader), one file per format, splits the stream into [`Record`]s; a record
//! [reads](Record::read) itself into a draft. Splitting is sequential and streams; reading is pure and runs on any
//! thread.
//!
//! A new format is one file in `readers/` and one line in [`readers::ALL`].

mod again;
mod fields;
mod input;
mod limits;
mod markup;
mod page;
mod paragraphs;
mod passed;
pub mod readers;
mod record;
mod text_encoding;

pub use again::{KeptRecord, cut_again};
pub use fields::{Field, FieldMap, FieldMapError};
pub use input::{InputError, Progress, ReadOptions, read_inputs, read_stream};
pub use limits::Limits;
pub use record::{Flow, Raw, ReadRecord, Record, RecordSink, Rejection};
