//! Writes words and their doclists as the leaf pages of a segment.
//!
//! The format is that of the comment at the head of SQLite's `fts5_index.c` ("Details", 3.54.1), and where a page ends is
//! as in its `fts5FlushOneHash`, so that the pages are, byte for byte, those that FTS5 would have written. A page is: two
//! numbers of 16 bits, which say where the first row id before any word stands and where the footer begins; words, each
//! without what it shares with the one before, and their doclists; the footer, which says where the words stand.
//! A doclist may go on over pages that have no word, and so may the places of one row.

use super::doclist_index::DoclistIndex;
use super::varint::{push_varint, take_varint};

/// The size of pages that FTS5 aims at by default. A page says itself how long it is, so that it may differ from what
/// the table is set to.
pub(super) const PAGE_SIZE: usize = 4_050;

/// Bytes at the beginning of a page.
const HEADER: usize = 4;

/// The pages of a segment and what finds them.
#[derive(Debug, Default)]
pub(super) struct Pages {
    bytes: Vec<u8>,
    ends: Vec<usize>,
    /// What goes into `search_idx`, one for each page that has words.
    pub(super) entries: Vec<Entry>,
    /// Doclist indexes by the number of the page that their word stands on.
    pub(super) doclist_indexes: Vec<(u32, Vec<u8>)>,
}

/// A page that begins words.
#[derive(Debug, Default)]
pub(super) struct Entry {
    /// The page's number, from 1.
    pub(super) page: u32,
    /// Bytes that are not above its first word and above every word before.
    pub(super) word: Vec<u8>,
    /// Whether its last word has a doclist index.
    pub(super) indexed: bool,
}

impl Pages {
    /// The number of pages.
    pub(super) fn count(&self) -> u32 {
        self.ends.len() as u32
    }

    /// The pages in order; the first has the number 1.
    pub(super) fn iter(&self) -> impl Iterator<Item = &[u8]> {
        let starts = [0].into_iter().chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, &end)| &self.bytes[start..end])
    }
}

/// A segment that is being written. Words must ascend.
pub(super) struct PageWriter {
    pages: Pages,
    /// Where the page that is being written begins.
    start: usize,
    footer: Vec<u8>,
    /// Where the last word of the page stands.
    last_word_at: usize,
    word: Vec<u8>,
    /// Whether the page has a word, or a row id that stands for itself.
    has_word: bool,
    has_rowid: bool,
    entry: Entry,
    index: DoclistIndex,
}

impl PageWriter {
    pub(super) fn new() -> Self {
        Self {
            pages: Pages { bytes: vec![0; HEADER], ..Pages::default() },
            start: 0,
            footer: Vec::new(),
            last_word_at: 0,
            word: Vec::new(),
            has_word: false,
            has_rowid: false,
            entry: Entry { page: 1, ..Entry::default() },
            index: DoclistIndex::default(),
        }
    }

    /// Appends a word with its doclist.
    pub(super) fn add(&mut self, word: &[u8], doclist: &[u8]) {
        self.add_word(word);
        if self.size() + doclist.len() < PAGE_SIZE {
            self.pages.bytes.extend_from_slice(doclist);
        } else {
            // A doclist is ours, so that none of its numbers is cut short; if one were, the rest would be left out.
            let _ = self.add_doclist(doclist);
        }
    }

    /// Ends the last page.
    pub(super) fn finish(mut self) -> Pages {
        if self.length() > HEADER {
            self.end_page();
        }
        self.pages.bytes.truncate(self.start);
        if self.pages.count() > 0 {
            self.end_entry();
        }
        self.pages
    }

    fn add_word(&mut self, word: &[u8]) {
        if self.size() + word.len() + 2 >= PAGE_SIZE && self.length() > HEADER {
            self.end_page();
        }
        let place = self.length();
        push_varint(&mut self.footer, (place - self.last_word_at) as u64);
        self.last_word_at = place;
        let mut shared = self.word.iter().zip(word).take_while(|(one, other)| one == other).count();
        if self.has_word {
            push_varint(&mut self.pages.bytes, shared as u64);
        } else {
            if self.page() > 1 {
                self.end_entry();
                let enough = word.len().min(shared + 1);
                self.entry = Entry { page: self.page(), word: word[..enough].to_vec(), indexed: false };
            }
            shared = 0;
        }
        push_varint(&mut self.pages.bytes, (word.len() - shared) as u64);
        self.pages.bytes.extend_from_slice(&word[shared..]);
        self.word.clear();
        self.word.extend_from_slice(word);
        self.has_word = true;
        self.has_rowid = true;
        self.index.begin(self.page());
    }

    /// Appends a doclist that the page cannot hold whole.
    fn add_doclist(&mut self, mut doclist: &[u8]) -> Option<()> {
        let mut rowid = 0_u64;
        while !doclist.is_empty() {
            let distance = take_varint(&mut doclist)?;
            rowid = rowid.wrapping_add(distance);
            if self.has_rowid {
                push_varint(&mut self.pages.bytes, distance);
            } else {
                let place = self.length() as u16;
                self.pages.bytes[self.start..][..2].copy_from_slice(&place.to_be_bytes());
                push_varint(&mut self.pages.bytes, rowid);
                self.has_rowid = true;
                self.index.add_rowid(self.page(), rowid);
            }
            let mut rest = doclist;
            let places = take_varint(&mut rest)? / 2;
            let (row, next) = doclist.split_at_checked(doclist.len() - rest.len() + places as usize)?;
            self.add_places(row)?;
            doclist = next;
        }
        Some(())
    }

    /// Appends the size of a row's places and the places. A number is never parted, and the size never stands on
    /// another page than the row id. A page that a row fills to the last byte takes the next row id all the same.
    fn add_places(&mut self, mut row: &[u8]) -> Option<()> {
        if self.size() + row.len() <= PAGE_SIZE {
            self.pages.bytes.extend_from_slice(row);
            return Some(());
        }
        while !row.is_empty() {
            let room = PAGE_SIZE.saturating_sub(self.size());
            let length = if row.len() <= room { row.len() } else { count_whole_numbers(row, room)? };
            let (now, later) = row.split_at_checked(length)?;
            self.pages.bytes.extend_from_slice(now);
            row = later;
            if self.size() >= PAGE_SIZE {
                self.end_page();
            }
        }
        Some(())
    }

    fn end_page(&mut self) {
        let length = self.length() as u16;
        self.pages.bytes[self.start + 2..][..2].copy_from_slice(&length.to_be_bytes());
        if self.has_word {
            self.pages.bytes.append(&mut self.footer);
        } else {
            self.index.add_page(self.has_rowid);
        }
        self.start = self.pages.bytes.len();
        self.pages.ends.push(self.start);
        self.pages.bytes.extend_from_slice(&[0; HEADER]);
        self.last_word_at = 0;
        self.has_word = false;
        self.has_rowid = false;
    }

    fn end_entry(&mut self) {
        let mut entry = std::mem::take(&mut self.entry);
        if let Some(index) = self.index.end() {
            self.pages.doclist_indexes.push(index);
            entry.indexed = true;
        }
        self.pages.entries.push(entry);
    }

    /// The number of the page that is being written.
    fn page(&self) -> u32 {
        self.pages.count() + 1
    }

    /// Its bytes without the footer.
    fn length(&self) -> usize {
        self.pages.bytes.len() - self.start
    }

    /// Its bytes.
    fn size(&self) -> usize {
        self.length() + self.footer.len()
    }
}

/// How many bytes of a list of numbers the whole numbers among the first `room` take; the first number in any case.
fn count_whole_numbers(list: &[u8], room: usize) -> Option<usize> {
    let ends = |byte: &u8| *byte < 0x80;
    let first = list.iter().position(ends)? + 1;
    let fitting = list.get(..room)?.iter().rposition(ends);
    Some(fitting.map_or(first, |end| first.max(end + 1)))
}
