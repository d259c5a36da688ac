//! Import runs: what each one read, and what became of it. Nothing is kept for this but the captures themselves.

use cuttings_core::RawId;
use rusqlite::{OptionalExtension, Row};
use serde::Serialize;

use crate::{Archive, Counts, ParagraphCounts, Result};

/// An import run.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Run {
    /// Its number in this file, from 1.
    pub number: i64,
    /// When it began.
    pub started_at: String,
    /// When it ended; `None` where it was interrupted or is still going on.
    pub finished_at: Option<String>,
    /// The program that ran.
    pub program: String,
    /// The inputs by name.
    pub inputs: Vec<String>,
    /// What it counted.
    #[serde(flatten)]
    pub counts: Counts,
}

/// A run with what became of its records. Records that an earlier run had read in the same place are counted only.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RunReport {
    /// The run.
    #[serde(flatten)]
    pub run: Run,
    /// Its captures by format, the commonest first.
    pub formats: Vec<FormatCounts>,
    /// Which names the fields had in the records, by format.
    pub mapped_fields: Vec<MappedField>,
    /// Fields that were kept beside the articles, the commonest first.
    pub kept_fields: Vec<KeptField>,
    /// Records without an article, in the order of the input.
    pub rejections: Vec<NotedCapture>,
    /// Articles with something that could not be understood, in the order of the input.
    pub notes: Vec<NotedCapture>,
    /// What came of the stored records that it read again, by format.
    pub rereadings: Vec<RereadingCounts>,
}

/// Stored records of one format that a run read again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RereadingCounts {
    /// The format; empty where none was recognized.
    pub format: String,
    /// Those with another article, or other fields of it.
    pub better: u64,
    /// Those that had been rejected.
    pub accepted: u64,
    /// Those with the same article.
    pub unchanged: u64,
    /// Those without a text, where there was one: that stays.
    pub kept: u64,
    /// Those that were not read again.
    pub left_out: u64,
    /// Why, each reason once.
    pub reasons: Vec<String>,
}

/// The captures of one format in one run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FormatCounts {
    /// The format; empty where none was recognized.
    pub format: String,
    /// All of them.
    pub captures: u64,
    /// Those of new contents.
    pub new: u64,
    /// Those of contents that were there already.
    pub duplicate: u64,
    /// Those of the duplicates that were published elsewhere.
    pub reprint: u64,
    /// Those of new contents at known URLs.
    pub revision: u64,
    /// Those without an article.
    pub rejected: u64,
    /// Bytes of the records.
    pub bytes: u64,
}

/// A field of articles by one of the names that it had in the records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MappedField {
    /// The format of the records.
    pub format: String,
    /// The field.
    pub field: String,
    /// Its name in the records.
    pub name: String,
    /// In how many of them.
    pub records: u64,
}

/// A field that an article has no column for, or another value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KeptField {
    /// Its name in the input.
    pub name: String,
    /// Captures that have it.
    pub captures: u64,
}

/// A capture with a note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NotedCapture {
    /// The input by name.
    pub source: String,
    /// The place in the input; empty for the whole of it.
    pub locator: String,
    /// The format it was read as.
    pub format: String,
    /// Why it was rejected, or what could not be understood.
    pub note: String,
    /// SHA-256 of the raw bytes, in hex.
    pub raw_sha256: String,
}

impl Archive {
    /// Every import run, the newest first.
    ///
    /// # Errors
    /// A damaged file.
    pub fn list_runs(&self) -> Result<Vec<Run>> {
        self.read_all(include_str!("runs/get_runs.sql"), [None::<i64>], Run::from_row)
            .map_err(|error| self.named(error))
    }

    /// What became of the records of a run, with at most `limit` rejections and `limit` notes; `None` where there is
    /// no run of that number.
    ///
    /// # Errors
    /// A damaged file.
    pub fn get_run_report(&self, number: i64, limit: u32) -> Result<Option<RunReport>> {
        let read = || {
            let get_run = include_str!("runs/get_runs.sql");
            let Some(run) = self.connection.query_row(get_run, [number], Run::from_row).optional()? else {
                return Ok(None);
            };
            Ok(Some(RunReport {
                run,
                formats: self.read_all(include_str!("runs/get_formats.sql"), [number], FormatCounts::from_row)?,
                mapped_fields: self.read_all(
                    include_str!("runs/get_mapped_fields.sql"),
                    [number],
                    MappedField::from_row,
                )?,
                kept_fields: self.read_all(include_str!("runs/get_kept_fields.sql"), [number], KeptField::from_row)?,
                rejections: self.get_noted(number, true, limit)?,
                notes: self.get_noted(number, false, limit)?,
                rereadings: self.read_all(
                    include_str!("runs/get_rereadings.sql"),
                    [number],
                    RereadingCounts::from_row,
                )?,
            }))
        };
        read().map_err(|error| self.named(error))
    }

    fn get_noted(&self, run: i64, rejected: bool, limit: u32) -> rusqlite::Result<Vec<NotedCapture>> {
        self.read_all(include_str!("runs/get_noted.sql"), (run, rejected, limit), NotedCapture::from_row)
    }

    fn read_all<T>(
        &self,
        sql: &str,
        parameters: impl rusqlite::Params,
        from_row: fn(&Row<'_>) -> rusqlite::Result<T>,
    ) -> rusqlite::Result<Vec<T>> {
        self.connection.prepare(sql)?.query_map(parameters, from_row)?.collect()
    }
}

impl Run {
    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        let inputs: String = row.get("inputs")?;
        let counts = Counts {
            read: row.get("records_read")?,
            new: row.get("new")?,
            duplicate: row.get("duplicate")?,
            reprint: row.get("reprint")?,
            revision: row.get("revision")?,
            rejected: row.get("rejected")?,
            known: row.get("known")?,
            noted: row.get("noted")?,
            bytes: row.get("raw_bytes")?,
            paragraphs: ParagraphCounts {
                seen: row.get("paragraphs_seen")?,
                distinct: row.get("paragraphs_distinct")?,
                repeated: row.get("paragraphs_repeated")?,
            },
        };
        Ok(Self {
            number: row.get("id")?,
            started_at: row.get("started_at")?,
            finished_at: row.get("finished_at")?,
            program: row.get("program")?,
            inputs: serde_json::from_str(&inputs).unwrap_or_else(|_| vec![inputs]),
            counts,
        })
    }
}

impl FormatCounts {
    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            format: row.get("format")?,
            captures: row.get("captures")?,
            new: row.get("new")?,
            duplicate: row.get("duplicate")?,
            reprint: row.get("reprint")?,
            revision: row.get("revision")?,
            rejected: row.get("rejected")?,
            bytes: row.get("raw_bytes")?,
        })
    }
}

impl RereadingCounts {
    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        let reasons: String = row.get("reasons")?;
        Ok(Self {
            format: row.get("format")?,
            better: row.get("better")?,
            accepted: row.get("accepted")?,
            unchanged: row.get("unchanged")?,
            kept: row.get("kept")?,
            left_out: row.get("left_out")?,
            reasons: serde_json::from_str(&reasons).unwrap_or_default(),
        })
    }
}

impl MappedField {
    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            format: row.get("format")?,
            field: row.get("field")?,
            name: row.get("name")?,
            records: row.get("records")?,
        })
    }
}

impl KeptField {
    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self { name: row.get("name")?, captures: row.get("captures")? })
    }
}

impl NotedCapture {
    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            source: row.get("source")?,
            locator: row.get("locator")?,
            format: row.get("format")?,
            note: row.get("note")?,
            raw_sha256: RawId(row.get("raw_sha256")?).to_string(),
        })
    }
}
