//! How long each content is, in words: what BM25 weighs frequencies by.

use std::ops::Range;

use rusqlite::Connection;

use super::bits::CHUNK;
use super::segment::{count_words, take_varint};

/// The parameters of BM25 that FTS5 has too.
const K1: f32 = 1.2;
const B: f32 = 0.75;

/// How many row numbers in a row may be without a content.
const MOST_MISSING: usize = 100_000_000;

/// Lengths of all contents in the index.
#[derive(Debug, Default)]
pub(super) struct Lengths {
    /// By content; 0 for what is not in the index, or has no word.
    words: Vec<u16>,
    /// What is added to a frequency in the denominator, by length.
    norms: Vec<f32>,
    /// Contents in the index.
    pub(super) contents: u64,
}

impl Lengths {
    /// Reads what is kept of them, and the others one by one.
    ///
    /// # Errors
    /// A damaged file.
    pub(super) fn read(connection: &Connection) -> rusqlite::Result<Self> {
        let mut words = Vec::new();
        let mut chunks = connection.prepare_cached("SELECT chunk, lengths FROM kept_lengths ORDER BY chunk")?;
        let mut rows = chunks.query([])?;
        while let Some(row) = rows.next()? {
            let bytes = row.get_ref(1)?.as_blob()?;
            // What follows a chunk that is missing is read as if nothing were kept.
            if row.get::<_, usize>(0)? * CHUNK as usize != words.len() || bytes.len() != CHUNK as usize * 2 {
                break;
            }
            words.extend(bytes.as_chunks().0.iter().map(|&bytes| u16::from_le_bytes(bytes)));
        }
        read_from(connection, &mut words)?;
        let (contents, all_words) = count_words(connection)?;
        let average = all_words as f32 / contents.max(1) as f32;
        let norms = (0..=u16::MAX).map(|length| K1 * (1.0 - B + B * f32::from(length) / average.max(1.0))).collect();
        Ok(Self { words, norms, contents })
    }

    /// The number behind the last content.
    pub(super) fn end(&self) -> u32 {
        self.words.len() as u32
    }

    /// Whether a content is in the index and has a word.
    pub(super) fn has(&self, content: u64) -> bool {
        self.words.get(content as usize).is_some_and(|&words| words > 0)
    }

    /// How much a frequency tells of a content: at most `K1 + 1`.
    pub(super) fn weigh(&self, content: u32, frequency: u8) -> f32 {
        let length = self.words.get(content as usize).copied().unwrap_or_default();
        let norm = self.norms.get(usize::from(length)).copied().unwrap_or(K1);
        let frequency = f32::from(frequency);
        frequency * (K1 + 1.0) / (frequency + norm)
    }

    /// Keeps the lengths of some chunks, all of whose contents are there.
    pub(super) fn keep(&self, connection: &Connection, chunks: Range<u32>) -> rusqlite::Result<()> {
        let mut add =
            connection.prepare_cached("INSERT OR REPLACE INTO kept_lengths (chunk, lengths) VALUES (?1, ?2)")?;
        let range = chunks.start as usize..chunks.end as usize;
        for (chunk, words) in self.words.chunks(CHUNK as usize).enumerate().take(range.end).skip(range.start) {
            let bytes: Vec<u8> = words.iter().flat_map(|words| words.to_le_bytes()).collect();
            add.execute((chunk, bytes))?;
        }
        Ok(())
    }

    /// How much a word tells that so many contents have. Never below zero, as FTS5's would be for a word in more than half
    /// of them.
    pub(super) fn weigh_word(&self, contents: u64) -> f32 {
        let without = self.contents.saturating_sub(contents) as f32;
        (1.0 + (without + 0.5) / (contents as f32 + 0.5)).ln()
    }
}

/// Appends the lengths from the content on that is next.
fn read_from(connection: &Connection, words: &mut Vec<u16>) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached("SELECT id, sz FROM search_docsize WHERE id >= ?1 ORDER BY id")?;
    let mut rows = statement.query([words.len()])?;
    while let Some(row) = rows.next()? {
        let content: usize = row.get(0)?;
        let mut sizes = row.get_ref(1)?.as_blob()?;
        let mut length = 0_u64;
        while let Some(size) = take_varint(&mut sizes) {
            length = length.saturating_add(size);
        }
        // Rows of a damaged file may be anywhere; contents are numbered without gaps that would matter.
        if content > words.len() + MOST_MISSING {
            return Err(super::segment::damaged("the search index has rows far behind the others"));
        }
        words.resize(content, 0);
        words.push(length.min(u16::MAX.into()) as u16);
    }
    Ok(())
}
