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

/// The words of standfirst and blocks under their title, repeats left out.
fn read_words(connection: &Connection, content: i64, wanted: impl Fn(i64) -> bool) -> rusqlite::Result<Words> {
    let head = "SELECT title, standfirst, first_block_id, last_block_id FROM contents WHERE id = ?1";
    let (title, standfirst, first, last): (String, Option<String>, i64, i64) = connection
        .prepare_cached(head)?
        .query_row([content], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
    let mut texts: Vec<String> = standfirst.into_iter().collect();
    let mut get_blocks = connection.prepare_cached(include_str!("get_texts.sql"))?;
    let mut blocks = get_blocks.query((first, last))?;
    while let Some(block) = blocks.next()? {
        let paragraph = block.get(0)?;
        if wanted(paragraph) {
            // Most blocks have their paragraph themselves.
            texts.push(block.get::<_, Option<String>>(1)?.map_or_else(|| read_paragraph(connection, paragraph), Ok)?);
        }
    }
    Ok(Words::of(texts.iter().map(String::as_str)).under_title(&title))
}

fn read_paragraph(connection: &Connection, paragraph: i64) -> rusqlite::Result<String> {
    connection.prepare_cached("SELECT text FROM blocks WHERE id = ?1")?.query_row([paragraph], |row| row.get(0))
}
