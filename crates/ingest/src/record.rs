//! Records: what a reader cuts out of an input, and how a record becomes a draft.

use std::sync::Arc;

use cuttings_core::Draft;

/// Why a record did not become a draft, in words for the person who imports.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{reason}")]
pub struct Rejection {
    /// The reason, as the end of the sentence "file, place: …".
    pub reason: String,
}

impl Rejection {
    /// A rejection for this reason.
    #[must_use]
    pub fn new(reason: impl Into<String>) -> Self {
        Self { reason: reason.into() }
    }
}

/// The bytes of a record, or what is known of bytes that were not kept in memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Raw {
    /// The exact bytes.
    Bytes(Vec<u8>),
    /// Bytes that were read past because the record was refused: too long, or of no known format.
    Passed {
        /// SHA-256 of all of them.
        sha256: [u8; 32],
        /// How many they were.
        size: u64,
    },
}

/// Makes a draft of a record's bytes. Pure: it may run on any thread, in any order.
pub trait ReadRecord: Send + Sync {
    /// Reads one record.
    ///
    /// # Errors
    /// A [`Rejection`] that says why these bytes are not an article.
    fn read(&self, bytes: &[u8]) -> Result<Draft, Rejection>;

    /// Reads what can be read of a record that is broken or cut short, and notes that it is.
    ///
    /// # Errors
    /// As [`read`](Self::read): nothing can be read of it.
    fn salvage(&self, bytes: &[u8]) -> Result<Draft, Rejection> {
        self.read(bytes)
    }
}

/// What the reason of a record ends with that was refused only because its end is missing.
const WITH_SALVAGE: &str = "; --salvage takes what there is of it";

/// Reads the beginning of a record whose end is missing: refused, unless it is to be salvaged.
pub(crate) struct CutShort {
    whole: Arc<dyn ReadRecord>,
    reason: String,
}

impl CutShort {
    /// What reads the beginning of a record that `whole` would read.
    pub(crate) fn wrap(whole: Arc<dyn ReadRecord>, reason: impl Into<String>) -> Arc<dyn ReadRecord> {
        Arc::new(Self { whole, reason: reason.into() })
    }

    /// Whether this is why such a record was refused.
    pub(crate) fn is_reason(reason: &str) -> bool {
        reason.ends_with(WITH_SALVAGE)
    }
}

impl ReadRecord for CutShort {
    fn read(&self, _bytes: &[u8]) -> Result<Draft, Rejection> {
        Err(Rejection::new(format!("{}{WITH_SALVAGE}", self.reason)))
    }

    fn salvage(&self, bytes: &[u8]) -> Result<Draft, Rejection> {
        let mut draft = self.whole.salvage(bytes)?;
        if draft.notes.is_empty() {
            draft.notes.push(self.reason.clone());
        }
        Ok(draft)
    }
}

/// One unit of an input: a file, a JSON line, a CSV row.
#[derive(Clone)]
pub struct Record {
    /// The input it came from, by name: a file's name, or its path within the folder that was given.
    pub source: Arc<str>,
    /// Where in the source: `line 17`, `item 3`; empty where the record is the whole source.
    pub locator: String,
    /// The name of the format, such as `jsonl`; empty where no reader knew it.
    pub format: &'static str,
    /// The exact bytes.
    pub raw: Raw,
    /// What reads the bytes, or why nothing does.
    pub reader: Result<Arc<dyn ReadRecord>, Rejection>,
}

impl Record {
    /// Makes the draft.
    ///
    /// # Errors
    /// A [`Rejection`] that says why the record is not an article.
    pub fn read(&self) -> Result<Draft, Rejection> {
        let (reader, bytes) = self.readable()?;
        reader.read(bytes)
    }

    /// Makes the draft, if need be of what can be read of a record that is broken or cut short.
    ///
    /// # Errors
    /// A [`Rejection`] that says why the record is not even part of an article.
    pub fn salvage(&self) -> Result<Draft, Rejection> {
        let (reader, bytes) = self.readable()?;
        reader.read(bytes).or_else(|_| reader.salvage(bytes))
    }

    fn readable(&self) -> Result<(&dyn ReadRecord, &[u8]), Rejection> {
        let reader = self.reader.as_ref().map_err(Clone::clone)?;
        match &self.raw {
            Raw::Bytes(bytes) => Ok((reader.as_ref(), bytes)),
            Raw::Passed { .. } => Err(Rejection::new("its bytes were not kept")),
        }
    }
}

/// Whether the receiver of records wants more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flow {
    /// Go on.
    Continue,
    /// Stop reading: the import is being interrupted or has failed.
    Stop,
}

/// Takes records in the order of the input; tests collect them in a `Vec`.
pub trait RecordSink {
    /// Takes one record and says whether to go on.
    fn push(&mut self, record: Record) -> Flow;
}

impl RecordSink for Vec<Record> {
    fn push(&mut self, record: Record) -> Flow {
        Self::push(self, record);
        Flow::Continue
    }
}
