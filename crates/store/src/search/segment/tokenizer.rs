//! Cuts texts into the words that FTS5's `unicode61` cuts them into, many times faster.
//!
//! `fts5UnicodeTokenize` of SQLite's `fts5_tokenize.c` (read in 3.54.1, unchanged since 3.40) looks at one character at a
//! time and remembers only whether it is within a word. So a character has one meaning out of three: it parts words; it
//! begins or continues a word and adds some bytes, maybe none; or it does so only within a word. The tables behind that
//! are SQLite's own, and a query goes through them too. They are not copied: SQLite is asked, 128 characters at a time
//! and only for those that turn up.

use std::fmt::Write;
use std::ops::Range;

use rusqlite::Connection;

use super::damaged;

/// Bytes of a word that are indexed, `FTS5_MAX_TOKEN_SIZE`; the rest is cut off, be it in the middle of a character.
const LONGEST_WORD: usize = 32_768;

/// What stands before every word in the index: the main index, not one of prefixes (`FTS5_MAIN_PREFIX`).
pub(crate) const MAIN_PREFIX: u8 = b'0';

/// Characters that are asked for together.
const BLOCK: usize = 128;

/// What an ASCII byte is: itself in lower case, or one of these two.
const SEPARATOR: u8 = 0;
const NOT_ASCII: u8 = 0xFF;

static ASCII: [u8; 256] = {
    let mut classes = [SEPARATOR; 256];
    let mut byte = 0;
    while byte < 256 {
        if byte >= 0x80 {
            classes[byte] = NOT_ASCII;
        } else if (byte as u8).is_ascii_alphanumeric() {
            classes[byte] = (byte as u8).to_ascii_lowercase();
        }
        byte += 1;
    }
    classes
};

/// What a character beyond ASCII is to the tokenizer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Meaning {
    /// It parts words.
    Separator,
    /// It belongs to a word as these bytes of UTF-8. `begins` is whether it can also begin one.
    Letter { bytes: [u8; 4], length: u8, begins: bool },
}

/// The tokenizer, with the characters it has met.
#[derive(Debug)]
pub(crate) struct Tokenizer {
    connection: Connection,
    blocks: Vec<Option<Box<[Meaning; BLOCK]>>>,
    word: Vec<u8>,
}

impl Tokenizer {
    pub(crate) fn new() -> rusqlite::Result<Self> {
        let connection = Connection::open_in_memory()?;
        connection.execute_batch(include_str!("create_probe.sql"))?;
        Ok(Self { connection, blocks: vec![None; char::MAX as usize / BLOCK + 1], word: vec![MAIN_PREFIX] })
    }

    /// Gives the words of a text in order, each as the index keeps it: with the prefix of the main index.
    pub(crate) fn tokenize(&mut self, text: &str, mut add: impl FnMut(&[u8])) -> rusqlite::Result<()> {
        let bytes = text.as_bytes();
        let mut at = 0;
        loop {
            while bytes.get(at).is_some_and(|&byte| ASCII[usize::from(byte)] == SEPARATOR) {
                at += 1;
            }
            let Some(_) = bytes.get(at) else { return Ok(()) };
            self.word.truncate(1);
            let mut within = false;
            while let Some(&byte) = bytes.get(at) {
                match ASCII[usize::from(byte)] {
                    SEPARATOR => break,
                    NOT_ASCII => {
                        let Some(character) = text[at..].chars().next() else { break };
                        match self.get_meaning(character)? {
                            Meaning::Letter { bytes, length, begins } if within || begins => {
                                self.word.extend_from_slice(&bytes[..usize::from(length)]);
                            }
                            // What parts words is passed over below, or here where there is no word yet.
                            _ if within => break,
                            _ => {
                                at += character.len_utf8();
                                continue;
                            }
                        }
                        at += character.len_utf8();
                    }
                    folded => {
                        self.word.push(folded);
                        at += 1;
                    }
                }
                within = true;
            }
            if within {
                add(&self.word[..self.word.len().min(1 + LONGEST_WORD)]);
            }
        }
    }

    fn get_meaning(&mut self, character: char) -> rusqlite::Result<Meaning> {
        let (block, place) = (character as usize / BLOCK, character as usize % BLOCK);
        if let Some(meanings) = &self.blocks[block] {
            return Ok(meanings[place]);
        }
        let meanings = self.ask(block)?;
        let meaning = meanings[place];
        self.blocks[block] = Some(meanings);
        Ok(meaning)
    }

    /// Asks SQLite for the characters of a block. Each stands once within a word and once alone, after a word that says
    /// which it is.
    fn ask(&self, block: usize) -> rusqlite::Result<Box<[Meaning; BLOCK]>> {
        let characters: Range<u32> = (block * BLOCK) as u32..((block + 1) * BLOCK) as u32;
        let mut text = String::new();
        for character in characters.filter_map(char::from_u32) {
            let place = character as usize % BLOCK;
            // Writing to a string cannot fail.
            let _ = write!(text, "asked{place} a{character}b {character} ");
        }
        self.connection.prepare_cached(include_str!("add_probe.sql"))?.execute([text])?;
        let mut words: Vec<(u32, Vec<u8>)> = self
            .connection
            .prepare_cached(include_str!("get_probe_words.sql"))?
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<_, _>>()?;
        self.connection.prepare_cached(include_str!("remove_probe.sql"))?.execute([])?;
        words.sort_unstable();
        let words: Vec<&[u8]> = words.iter().map(|(_, word)| word.as_slice()).collect();
        let mut meanings = Box::new([Meaning::Separator; BLOCK]);
        for answer in words.chunk_by(|_, next| !next.starts_with(b"asked")) {
            let (place, meaning) = read_answer(answer)
                .ok_or_else(|| damaged("the tokenizer of this SQLite is not the one that was known"))?;
            meanings[place] = meaning;
        }
        Ok(meanings)
    }
}

/// What the words of one question say: the place of the character in its block, and what it is.
fn read_answer(words: &[&[u8]]) -> Option<(usize, Meaning)> {
    let (asked, answer) = words.split_first()?;
    let place = std::str::from_utf8(asked.strip_prefix(b"asked")?).ok()?.parse().ok().filter(|&place| place < BLOCK)?;
    let letter = |word: &[u8], begins| {
        let inner = word.strip_prefix(b"a")?.strip_suffix(b"b")?;
        let mut bytes = [0; 4];
        bytes.get_mut(..inner.len())?.copy_from_slice(inner);
        Some((inner.to_vec(), Meaning::Letter { bytes, length: inner.len() as u8, begins }))
    };
    let meaning = match answer {
        [b"a", b"b"] => Meaning::Separator,
        [word] => letter(word, false)?.1,
        [word, alone] => letter(word, true).filter(|(inner, _)| inner == alone)?.1,
        _ => return None,
    };
    Some((place, meaning))
}
