//! Postings of the commonest words, kept beside the search index in a form that takes a third of the time to read.
//!
//! They cover the contents below a mark, whole chunks only; those from the mark on are read from the index. An import that
//! fills a chunk moves the mark. A word is kept from when a hundredth of all contents have it.

use rusqlite::{Connection, OptionalExtension};

use super::bits::CHUNK;
use super::lengths::Lengths;
use super::postings::{ChunkPostings, Posting, in_chunk};
use super::segment::{Doclist, IndexReader, MAIN_PREFIX, damaged};
use super::terms::get_frequency;

/// A word is kept if one of so many contents has it.
const SHARE: u64 = 100;

/// Boilerplate that is printed no more often is looked up when it is asked for.
const FEW_PRINTINGS: u32 = 1_000;

/// Chunks that a word can have.
const MOST_CHUNKS: i64 = 65_536;

/// A word whose postings are kept.
#[derive(Debug, Clone, Copy)]
pub(super) struct KeptWord {
    id: i64,
    /// How many contents below the mark have it.
    pub(super) contents: u64,
}

/// Up to which content postings are kept.
pub(super) fn get_mark(connection: &Connection) -> rusqlite::Result<u32> {
    let sql = "SELECT CAST(value AS INTEGER) FROM properties WHERE name = 'kept_contents'";
    let mark: Option<i64> = connection.prepare_cached(sql)?.query_row([], |row| row.get(0)).optional()?;
    Ok(mark.map_or(0, |mark| mark.clamp(0, u32::MAX.into()) as u32) / CHUNK * CHUNK)
}

/// Finds a word, given as the index has it.
pub(super) fn find(connection: &Connection, word: &[u8]) -> rusqlite::Result<Option<KeptWord>> {
    let mut statement = connection.prepare_cached("SELECT id, contents FROM kept_words WHERE word = ?1")?;
    statement.query_row([word], |row| Ok(KeptWord { id: row.get(0)?, contents: row.get(1)? })).optional()
}

impl KeptWord {
    /// The postings in a chunk; `None` where no content there has the word.
    pub(super) fn get_chunk(
        self,
        connection: &Connection,
        chunk: u32,
    ) -> rusqlite::Result<Option<ChunkPostings<'static>>> {
        let mut statement = connection.prepare_cached("SELECT postings FROM kept_postings WHERE id = ?1")?;
        let decode = |row: &rusqlite::Row<'_>| {
            ChunkPostings::decode(row.get_ref(0)?.as_blob()?, chunk * CHUNK)
                .ok_or_else(|| damaged("kept postings cannot be read; `cuttings check --repair` makes them again"))
        };
        statement.query_row([self.id * MOST_CHUNKS + i64::from(chunk)], decode).optional()
    }
}

/// Keeps what the contents of the chunks that have become full need. In a transaction of the caller.
pub(crate) fn update(connection: &Connection) -> rusqlite::Result<()> {
    let last: Option<u32> = connection.query_row("SELECT max(id) FROM search_docsize", [], |row| row.get(0))?;
    let (from, end) = (get_mark(connection)? / CHUNK, last.unwrap_or_default() / CHUNK);
    if end <= from {
        return Ok(());
    }
    let lengths = Lengths::read(connection)?;
    let reader = IndexReader::open(connection)?;
    let mut words: Vec<Vec<u8>> = reader.get_long_words()?;
    words.extend(get_words(connection)?.into_iter().filter(|word| word.first() == Some(&MAIN_PREFIX)));
    words.sort_unstable();
    words.dedup();
    for word in words {
        let known = find(connection, &word)?;
        let start = if known.is_some() { from } else { 0 };
        let postings = read_postings(reader.get_doclist(&word)?, start * CHUNK, end * CHUNK, &lengths)?;
        if known.is_some() || postings.len() as u64 >= lengths.contents / SHARE {
            keep(connection, &word, known, &postings, start..end)?;
        }
    }
    update_boilerplate(connection, from, end)?;
    lengths.keep(connection, from..end)?;
    let mark = "UPDATE properties SET value = ?1 WHERE name = 'kept_contents'";
    connection.execute(mark, [(end * CHUNK).to_string()])?;
    Ok(())
}

/// What a paragraph is called among the words, of which each begins with '0'.
pub(super) fn name_paragraph(paragraph: i64) -> Vec<u8> {
    [b"p".as_slice(), &paragraph.to_be_bytes()].concat()
}

/// The contents from `from` on that print a paragraph.
pub(super) fn read_printings(connection: &Connection, paragraph: i64, from: u32) -> rusqlite::Result<Vec<Posting>> {
    let mut printings = connection.prepare_cached(include_str!("boilerplate/get_printings.sql"))?;
    printings.query_map((paragraph, from), |row| Ok((row.get(0)?, 1)))?.collect()
}

/// Keeps who prints the boilerplate that is printed most.
fn update_boilerplate(connection: &Connection, from: u32, end: u32) -> rusqlite::Result<()> {
    let mut frequent = connection.prepare(include_str!("boilerplate/get_frequent.sql"))?;
    let frequent = frequent.query_map([FEW_PRINTINGS], |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?;
    for paragraph in frequent {
        let name = name_paragraph(paragraph);
        let known = find(connection, &name)?;
        let start = if known.is_some() { from } else { 0 };
        let mut printings = read_printings(connection, paragraph, start * CHUNK)?;
        printings.retain(|&(content, _)| content < end * CHUNK);
        keep(connection, &name, known, &printings, start..end)?;
    }
    Ok(())
}

/// Forgets everything that is kept of the index, because contents left it or came back.
pub(crate) fn forget(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch(include_str!("kept/forget.sql"))
}

fn get_words(connection: &Connection) -> rusqlite::Result<Vec<Vec<u8>>> {
    let mut statement = connection.prepare("SELECT word FROM kept_words")?;
    statement.query_map([], |row| row.get(0))?.collect()
}

fn read_postings(mut doclist: Doclist<'_>, start: u32, end: u32, lengths: &Lengths) -> rusqlite::Result<Vec<Posting>> {
    let mut postings = Vec::new();
    let mut next = doclist.seek(start.into())?;
    while let Some(content) = next.filter(|&content| content < end.into()) {
        if lengths.has(content) {
            postings.push((content as u32, get_frequency(doclist.places(), None)));
        }
        next = doclist.next()?;
    }
    Ok(postings)
}

fn keep(
    connection: &Connection,
    word: &[u8],
    known: Option<KeptWord>,
    postings: &[Posting],
    chunks: std::ops::Range<u32>,
) -> rusqlite::Result<()> {
    let id = if let Some(known) = known {
        let count = "UPDATE kept_words SET contents = contents + ?1 WHERE id = ?2";
        connection.prepare_cached(count)?.execute((postings.len(), known.id))?;
        known.id
    } else {
        let add = "INSERT INTO kept_words (word, contents) VALUES (?1, ?2)";
        connection.prepare_cached(add)?.execute((word, postings.len()))?;
        connection.last_insert_rowid()
    };
    let mut add = connection.prepare_cached("INSERT OR REPLACE INTO kept_postings (id, postings) VALUES (?1, ?2)")?;
    for chunk in chunks {
        let postings = in_chunk(postings, chunk);
        if !postings.is_empty() {
            add.execute((id * MOST_CHUNKS + i64::from(chunk), ChunkPostings::encode(postings)))?;
        }
    }
    Ok(())
}
