//! The index of a doclist that spans pages: which row id is the first on which page, so that a query can skip pages.
//!
//! Source: "Segment doclist indexes" in the comment at the head of SQLite's `fts5_index.c`, and `fts5WriteDlidxAppend` and
//! `fts5WriteFlushDlidx` there. Such an index is never needed. One that does not fit into one page, for which FTS5 makes
//! a tree, is left out here: the doclist would be one of 16 MB.

use super::pages::PAGE_SIZE;
use super::varint::push_varint;

/// Pages without a word from which on a doclist gets an index (`FTS5_MIN_DLIDX_SIZE`).
const FEWEST_PAGES: u32 = 4;

/// The index of the doclist that is being written.
#[derive(Debug, Default)]
pub(super) struct DoclistIndex {
    /// The page that the word stands on, whose number the index has.
    page: u32,
    bytes: Vec<u8>,
    rowid: u64,
    /// Pages without a word since the last word.
    pages: u32,
    too_long: bool,
}

impl DoclistIndex {
    /// A word begins on a page.
    pub(super) fn begin(&mut self, page: u32) {
        self.page = page;
    }

    /// A row id is the first on a page.
    pub(super) fn add_rowid(&mut self, page: u32, rowid: u64) {
        if self.bytes.len() >= PAGE_SIZE {
            self.too_long = true;
        } else if self.bytes.is_empty() {
            // Flags: this is the root, and a leaf.
            self.bytes.push(0);
            push_varint(&mut self.bytes, u64::from(page));
            push_varint(&mut self.bytes, rowid);
        } else {
            push_varint(&mut self.bytes, rowid.wrapping_sub(self.rowid));
        }
        self.rowid = rowid;
    }

    /// A page ended without a word, and maybe without a row id: then the places of one row fill it.
    pub(super) fn add_page(&mut self, has_rowid: bool) {
        if !has_rowid && !self.bytes.is_empty() {
            self.bytes.push(0);
        }
        self.pages += 1;
    }

    /// The doclist ended. Gives its page and the index, where it is worth one.
    pub(super) fn end(&mut self) -> Option<(u32, Vec<u8>)> {
        let bytes = std::mem::take(&mut self.bytes);
        let worth = !bytes.is_empty() && self.pages >= FEWEST_PAGES && !self.too_long;
        self.pages = 0;
        self.too_long = false;
        worth.then_some((self.page, bytes))
    }
}
