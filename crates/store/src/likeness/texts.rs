//! Texts ready to be compared: read from the archive, boilerplate left out.

use std::collections::HashMap;
use std::rc::Rc;

use cuttings_core::{Shingles, Sketch, Words};
use rusqlite::Connection;

use super::boilerplate::Boilerplate;

/// Words of texts that are kept for the next comparison; each takes 24 bytes.
const WORDS_KEPT: usize = 2 << 20;

/// Reads texts, each of them once as long as there is room.
pub(super) struct Texts<'a> {
    connection: &'a Connection,
    boilerplate: &'a Boilerplate,
    kept: HashMap<i64, Rc<Shingles>>,
    words_kept: usize,
}

impl<'a> Texts<'a> {
    pub(super) fn new(connection: &'a Connection, boilerplate: &'a Boilerplate) -> Self {
        Self { connection, boilerplate, kept: HashMap::new(), words_kept: 0 }
    }

    /// The shingles of a content.
    pub(super) fn get(&mut self, content: i64) -> rusqlite::Result<Rc<Shingles>> {
        if let Some(text) = self.kept.get(&content) {
            return Ok(Rc::clone(text));
        }
        let words = read_words(self.connection, content, |paragraph| !self.boilerplate.contains(paragraph))?;
        let text = Rc::new(Shingles::of(words));
        self.words_kept += text.words();
        if self.words_kept > WORDS_KEPT {
            self.words_kept = text.words();
            self.kept.clear();
        }
        self.kept.insert(content, Rc::clone(&text));
        Ok(text)
    }
}

/// The sketch of a content, made anew from its text.
pub(super) fn read_sketch(connection: &Connection, content: i64) -> rusqlite::Result<Sketch> {
    Ok(Sketch::of(&read_words(connection, content, |_| true)?))
}

/// The words of standfirst and blocks, repeats left out.
fn read_words(connection: &Connection, content: i64, wanted: impl Fn(i64) -> bool) -> rusqlite::Result<Words> {
    let standfirst = "SELECT standfirst FROM contents WHERE id = ?1";
    let standfirst: Option<String> = connection.prepare_cached(standfirst)?.query_row([content], |row| row.get(0))?;
    let mut statement = connection.prepare_cached(include_str!("get_texts.sql"))?;
    let mut rows = statement.query([content])?;
    let mut texts: Vec<String> = standfirst.into_iter().collect();
    while let Some(row) = rows.next()? {
        if wanted(row.get(0)?) {
            texts.push(row.get(1)?);
        }
    }
    Ok(Words::of(texts.iter().map(String::as_str)))
}
