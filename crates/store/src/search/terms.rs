//! From the words of a query to their postings.

use std::cell::RefCell;
use std::sync::OnceLock;

use rusqlite::Connection;

use super::boilerplate::BoilerplateWords;
use super::kept::{self, KeptWord};
use super::lengths::Lengths;
use super::postings::{ChunkPostings, Frequency, Posting, in_chunk};
use super::segment::{IndexReader, Tokenizer, for_each_place};

/// What an occurrence counts, by column: text, title, standfirst.
const WEIGHTS: [u32; 3] = [1, 8, 4];

/// A phrase that may end in more words than this is left to FTS5, which goes through their contents together.
const MOST_ENDINGS: usize = 500;

/// The postings of a word, a phrase or the beginning of words.
#[derive(Debug)]
pub(super) struct Postings {
    /// Those below the mark, where they are kept.
    kept: Option<KeptWord>,
    /// The others, ascending.
    read: Vec<Posting>,
    /// How many contents there are in both.
    pub(super) contents: u64,
}

impl Postings {
    pub(super) fn of(read: Vec<Posting>) -> Self {
        Self { kept: None, contents: read.len() as u64, read }
    }

    /// Those of a chunk, or `None` where there are none.
    pub(super) fn get_chunk(&self, connection: &Connection, chunk: u32) -> rusqlite::Result<Option<ChunkPostings<'_>>> {
        let read = in_chunk(&self.read, chunk);
        match self.kept {
            // The mark is between two chunks.
            Some(kept) if read.is_empty() => kept.get_chunk(connection, chunk),
            _ => Ok((!read.is_empty()).then(|| ChunkPostings::Sparse(read.into()))),
        }
    }
}

/// What looks terms up.
pub(super) struct Terms<'a> {
    pub(super) connection: &'a Connection,
    pub(super) reader: IndexReader<'a>,
    pub(super) lengths: &'a Lengths,
    pub(super) tokenizer: &'a RefCell<Option<Tokenizer>>,
    /// Read when the first word is ranked.
    pub(super) boilerplate: &'a OnceLock<BoilerplateWords>,
}

impl Terms<'_> {
    /// Looks up words that stand side by side, in any column or in one; of the last word maybe only the beginning.
    /// `matching` says the same to FTS5.
    pub(super) fn get(
        &self,
        mut words: Vec<Vec<u8>>,
        is_beginning: bool,
        column: Option<u8>,
        matching: impl FnOnce() -> String,
    ) -> rusqlite::Result<Postings> {
        match (words.len(), is_beginning) {
            (0, _) => Ok(Postings::of(Vec::new())),
            (1, true) => self.get_beginning(&words[0], column),
            (1, false) => self.get_word(&words[0], column),
            (_, true) => {
                let beginning = words.pop().unwrap_or_default();
                let mut endings = Vec::new();
                self.reader.for_each_beginning(&beginning, |word, _| {
                    endings.push(word.to_vec());
                    Ok(())
                })?;
                endings.sort_unstable();
                endings.dedup();
                if endings.len() > MOST_ENDINGS {
                    return self.get_by_fts5(&matching());
                }
                self.get_phrases(&words, &endings, column)
            }
            (_, false) => {
                let last = words.split_off(words.len() - 1);
                self.get_phrases(&words, &last, column)
            }
        }
    }

    /// The contents that FTS5 finds. They rank by how few they are, not by how often they have what is asked for.
    pub(super) fn get_by_fts5(&self, matching: &str) -> rusqlite::Result<Postings> {
        let sql = "SELECT rowid FROM search WHERE search MATCH ?1 ORDER BY rowid";
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map([matching], |row| Ok((row.get(0)?, 1)))?;
        Ok(Postings::of(rows.collect::<Result<_, _>>()?))
    }

    /// Which contents have these words in boilerplate, and how often in each such paragraph.
    pub(super) fn get_in_boilerplate(
        &self,
        words: &[Vec<u8>],
        is_beginning: bool,
    ) -> rusqlite::Result<Vec<(Postings, Frequency)>> {
        let boilerplate = if let Some(boilerplate) = self.boilerplate.get() {
            boilerplate
        } else {
            let read = self.with_tokenizer(|tokenizer| BoilerplateWords::read(self.connection, tokenizer))?;
            self.boilerplate.get_or_init(|| read)
        };
        let found = boilerplate.find(words, is_beginning).into_iter();
        found.map(|(paragraph, count)| Ok((self.get_printings(paragraph)?, count))).collect()
    }

    /// The contents that print a paragraph.
    fn get_printings(&self, paragraph: i64) -> rusqlite::Result<Postings> {
        let kept = kept::find(self.connection, &kept::name_paragraph(paragraph))?;
        let from = if kept.is_some() { kept::get_mark(self.connection)? } else { 0 };
        let read = kept::read_printings(self.connection, paragraph, from)?;
        Ok(Postings { kept, contents: read.len() as u64 + kept.map_or(0, |kept| kept.contents), read })
    }

    /// The words of a text as the index has them.
    pub(super) fn tokenize(&self, text: &str) -> rusqlite::Result<Vec<Vec<u8>>> {
        self.with_tokenizer(|tokenizer| {
            let mut words = Vec::new();
            tokenizer.tokenize(text, |word| words.push(word.to_vec()))?;
            Ok(words)
        })
    }

    fn with_tokenizer<T>(&self, act: impl FnOnce(&mut Tokenizer) -> rusqlite::Result<T>) -> rusqlite::Result<T> {
        match &mut *self.tokenizer.borrow_mut() {
            Some(tokenizer) => act(tokenizer),
            none => act(none.insert(Tokenizer::new()?)),
        }
    }

    fn get_word(&self, word: &[u8], column: Option<u8>) -> rusqlite::Result<Postings> {
        // What is kept does not tell the columns apart.
        let kept = if column.is_none() { kept::find(self.connection, word)? } else { None };
        let mut doclist = self.reader.get_doclist(word)?;
        let mut next = match kept {
            Some(_) => doclist.seek(kept::get_mark(self.connection)?.into())?,
            None => doclist.next()?,
        };
        let mut read = Vec::new();
        while let Some(content) = next {
            self.push(&mut read, content, get_frequency(doclist.places(), column));
            next = doclist.next()?;
        }
        let contents = read.len() as u64 + kept.map_or(0, |kept| kept.contents);
        Ok(Postings { kept, read, contents })
    }

    /// Every word that begins so counts as the same word.
    fn get_beginning(&self, beginning: &[u8], column: Option<u8>) -> rusqlite::Result<Postings> {
        let mut frequencies: Vec<Frequency> = vec![0; self.lengths.end() as usize];
        self.reader.for_each_beginning(beginning, |_, mut cursor| {
            while cursor.next()? {
                // What was taken out of the index has no length any more.
                if let (false, Some(sum)) = (cursor.is_deleted(), frequencies.get_mut(cursor.rowid() as usize)) {
                    *sum = sum.saturating_add(get_frequency(cursor.places(), column));
                }
            }
            Ok(())
        })?;
        let mut read = Vec::new();
        for (content, &frequency) in (0..).zip(&frequencies) {
            if frequency > 0 {
                self.push(&mut read, content, frequency);
            }
        }
        Ok(Postings::of(read))
    }

    /// Phrases that begin with the same words and end with one of several.
    fn get_phrases(&self, words: &[Vec<u8>], endings: &[Vec<u8>], column: Option<u8>) -> rusqlite::Result<Postings> {
        let mut found: Vec<Posting> = Vec::new();
        for ending in endings {
            let words: Vec<&[u8]> = words.iter().chain([ending]).map(Vec::as_slice).collect();
            self.add_phrase(&words, column, &mut found)?;
        }
        if endings.len() > 1 {
            found.sort_unstable_by_key(|&(content, _)| content);
            found.dedup_by(|later, first| {
                let same = later.0 == first.0;
                if same {
                    first.1 = first.1.saturating_add(later.1);
                }
                same
            });
        }
        Ok(Postings::of(found))
    }

    fn add_phrase(&self, words: &[&[u8]], column: Option<u8>, found: &mut Vec<Posting>) -> rusqlite::Result<()> {
        let mut doclists = words.iter().map(|word| self.reader.get_doclist(word)).collect::<Result<Vec<_>, _>>()?;
        // The words that stop a search early come first.
        let mut order: Vec<usize> = (0..words.len()).collect();
        order.sort_by_cached_key(|&index| self.estimate(words[index]));
        let mut target = 0;
        let mut first = Vec::new();
        'contents: loop {
            for &index in &order {
                match doclists[index].seek(target)? {
                    None => return Ok(()),
                    Some(content) if content > target => {
                        target = content;
                        continue 'contents;
                    }
                    Some(_) => {}
                }
            }
            // All words are in the content `target`: those places of the first stay that the others follow.
            first.clear();
            for_each_place(doclists[0].places(), |in_column, position| {
                if column.is_none_or(|column| column == in_column) {
                    first.push((in_column, position));
                }
            });
            for (distance, doclist) in (1..).zip(&doclists[1..]) {
                keep_followed(&mut first, doclist.places(), distance);
            }
            if !first.is_empty() {
                self.push(found, target, sum_weights(first.iter().map(|&(column, _)| column)));
            }
            target += 1;
        }
    }

    /// A guess of how many contents have a word: all that it must do is to put rare words before common ones.
    fn estimate(&self, word: &[u8]) -> u64 {
        let kept = kept::find(self.connection, word).ok().flatten();
        kept.map_or(0, |kept| kept.contents)
    }

    fn push(&self, postings: &mut Vec<Posting>, content: u64, frequency: Frequency) {
        if frequency > 0 && self.lengths.has(content) {
            postings.push((content as u32, frequency));
        }
    }
}

/// Keeps the places that another list has too, `distance` farther on. Both ascend.
fn keep_followed(first: &mut Vec<(u8, u32)>, other: &[u8], distance: u32) {
    let (mut read, mut written) = (0, 0);
    for_each_place(other, |column, position| {
        let Some(position) = position.checked_sub(distance) else { return };
        while first.get(read).is_some_and(|place| *place < (column, position)) {
            read += 1;
        }
        if first.get(read) == Some(&(column, position)) {
            first[written] = (column, position);
            read += 1;
            written += 1;
        }
    });
    first.truncate(written);
}

/// How often the places of a row are in one column, or how much they weigh in all.
pub(super) fn get_frequency(places: &[u8], only: Option<u8>) -> Frequency {
    let mut sum = 0_u32;
    for_each_place(places, |column, _| {
        if only.is_none_or(|only| only == column) {
            sum = sum.saturating_add(weight(column));
        }
    });
    sum.min(Frequency::MAX.into()) as Frequency
}

fn sum_weights(columns: impl Iterator<Item = u8>) -> Frequency {
    columns.map(weight).fold(0, u32::saturating_add).min(Frequency::MAX.into()) as Frequency
}

fn weight(column: u8) -> u32 {
    WEIGHTS.get(usize::from(column)).copied().unwrap_or(1)
}
