//! The words of a batch with their places, in memory, in the form that the pages take.
//!
//! Every word has a *doclist*, and that is written as the index has it from the start, so that finishing only copies:
//! for each content the distance from the row before, the size of the places, and the places. What is appended for a
//! word goes into slices of one pool, each twice as long as the one before and ending in the place of the next, so that
//! a rare word takes little room and a common one is not moved.

use hashbrown::{DefaultHashBuilder, HashTable};
use std::hash::BuildHasher;

use super::varint::{encode_varint, push_varint};

/// Bytes of a word's first slice.
const FIRST_SLICE: usize = 16;
/// Times that a slice is twice as long as the one before.
const DOUBLINGS: u8 = 10;
/// Bytes at the end of a slice that say where the next one is.
const LINK: usize = 4;

/// The words by their text, and their doclists.
#[derive(Default)]
pub(super) struct Postings {
    hash_builder: DefaultHashBuilder,
    /// Half a word's hash, and its number.
    table: HashTable<(u32, u32)>,
    words: Vec<Word>,
    /// The texts of the words.
    texts: Vec<u8>,
    /// The slices.
    pool: Vec<u8>,
    /// Sizes of places that take more than the one byte left for them: word, place in its doclist, size.
    long_sizes: Vec<(u32, u32, u32)>,
    full: bool,
}

/// A word, and where its doclist stands.
#[derive(Debug, Clone, Copy)]
struct Word {
    rowid: i64,
    text: u32,
    text_length: u16,
    column: u8,
    /// How many times the slice that is being written was doubled.
    doublings: u8,
    position: u32,
    /// The first slice, the next byte to write, and the end of the slice that it is in, without the link.
    first: u32,
    next: u32,
    end: u32,
    /// Bytes of the doclist.
    length: u32,
    /// Where the size of the places of this row goes: in the pool, and in the doclist.
    size_at: u32,
    size_place: u32,
}

impl Postings {
    /// Adds an occurrence. Rows must ascend, columns within a row too, and positions within a column.
    pub(super) fn add(&mut self, text: &[u8], rowid: i64, column: u8, position: u32) {
        let hash = self.hash_builder.hash_one(text);
        let found = self.table.find(hash, |&(half, number)| half == hash as u32 && self.text(number) == text);
        let (number, mut word) = match found {
            Some(&(_, number)) => {
                let mut word = self.words[number as usize];
                if word.rowid != rowid {
                    self.end_row(number, &word);
                    self.begin_row(&mut word, rowid);
                }
                (number, word)
            }
            None => self.add_word(text, hash, rowid),
        };
        if column != word.column {
            self.push(&mut word, 1);
            self.push(&mut word, column);
            word.column = column;
            word.position = 0;
        }
        let distance = position - word.position;
        self.push_number(&mut word, u64::from(distance) + 2);
        word.position = position;
        self.words[number as usize] = word;
    }

    /// Whether the postings have outgrown what they can count: 4 GiB. They are then of no use.
    pub(super) fn is_full(&self) -> bool {
        self.full
    }

    /// Gives each word with its doclist, in the order of the words, and forgets them all.
    pub(super) fn drain(&mut self, mut take: impl FnMut(&[u8], &[u8])) {
        for number in 0..self.words.len() {
            self.end_row(number as u32, &self.words[number].clone());
        }
        self.long_sizes.sort_unstable();
        let mut doclist = Vec::new();
        for number in self.get_sorted() {
            self.get_doclist(number, &mut doclist);
            take(self.text(number), &doclist);
        }
        self.table.clear();
        self.words.clear();
        self.texts.clear();
        self.pool.clear();
        self.long_sizes.clear();
        self.full = false;
    }

    fn text(&self, number: u32) -> &[u8] {
        let word = &self.words[number as usize];
        &self.texts[word.text as usize..][..usize::from(word.text_length)]
    }

    fn add_word(&mut self, text: &[u8], hash: u64, rowid: i64) -> (u32, Word) {
        let number = self.words.len() as u32;
        let first = self.add_slice(FIRST_SLICE);
        let mut word = Word {
            rowid: 0,
            text: self.offset(self.texts.len()),
            text_length: text.len() as u16,
            column: 0,
            doublings: 0,
            position: 0,
            first,
            next: first,
            end: first + (FIRST_SLICE - LINK) as u32,
            length: 0,
            size_at: 0,
            size_place: 0,
        };
        self.begin_row(&mut word, rowid);
        self.texts.extend_from_slice(text);
        self.words.push(word);
        let Self { hash_builder, table, words, texts, .. } = self;
        table.insert_unique(hash, (hash as u32, number), |&(_, other)| {
            let word = &words[other as usize];
            hash_builder.hash_one(&texts[word.text as usize..][..usize::from(word.text_length)])
        });
        (number, word)
    }

    fn begin_row(&mut self, word: &mut Word, rowid: i64) {
        self.push_number(word, rowid.wrapping_sub(word.rowid) as u64);
        self.push(word, 0);
        word.size_at = word.next - 1;
        word.size_place = word.length - 1;
        word.rowid = rowid;
        word.column = 0;
        word.position = 0;
    }

    /// Writes the size of the places of the row that ends, twice it, for the lowest bit would say that the row is
    /// deleted.
    fn end_row(&mut self, number: u32, word: &Word) {
        let size = word.length - word.size_place - 1;
        if size < 0x40 {
            self.pool[word.size_at as usize] = (size * 2) as u8;
        } else {
            self.long_sizes.push((number, word.size_place, size));
        }
    }

    fn push_number(&mut self, word: &mut Word, number: u64) {
        if number < 0x80 {
            return self.push(word, number as u8);
        }
        let (bytes, length) = encode_varint(number);
        for &byte in &bytes[..length] {
            self.push(word, byte);
        }
    }

    #[inline]
    fn push(&mut self, word: &mut Word, byte: u8) {
        if word.next == word.end {
            self.lengthen(word);
        }
        self.pool[word.next as usize] = byte;
        word.next += 1;
        word.length += 1;
    }

    #[cold]
    fn lengthen(&mut self, word: &mut Word) {
        word.doublings = (word.doublings + 1).min(DOUBLINGS);
        let size = FIRST_SLICE << word.doublings;
        let slice = self.add_slice(size);
        self.pool[word.end as usize..][..LINK].copy_from_slice(&slice.to_le_bytes());
        word.next = slice;
        word.end = slice + (size - LINK) as u32;
    }

    fn add_slice(&mut self, size: usize) -> u32 {
        let slice = self.pool.len();
        if slice + size > u32::MAX as usize {
            // Written over from here on; whoever adds is told before anything is made of it.
            self.full = true;
            return 0;
        }
        self.pool.resize(slice + size, 0);
        slice as u32
    }

    fn offset(&mut self, offset: usize) -> u32 {
        u32::try_from(offset).unwrap_or_else(|_| {
            self.full = true;
            0
        })
    }

    /// The numbers of the words in the order of their bytes. Most are told apart by their first eight.
    fn get_sorted(&self) -> impl Iterator<Item = u32> + use<> {
        let mut keys: Vec<(u64, u32)> = (0..self.words.len() as u32)
            .map(|number| {
                let text = &self.text(number)[1..];
                let mut start = [0; 8];
                let length = text.len().min(8);
                start[..length].copy_from_slice(&text[..length]);
                (u64::from_be_bytes(start), number)
            })
            .collect();
        keys.sort_unstable_by(|one, other| one.0.cmp(&other.0).then_with(|| self.text(one.1).cmp(self.text(other.1))));
        keys.into_iter().map(|(_, number)| number)
    }

    fn get_doclist(&self, number: u32, doclist: &mut Vec<u8>) {
        doclist.clear();
        let word = &self.words[number as usize];
        let (mut slice, mut doublings, mut left) = (word.first as usize, 0, word.length as usize);
        loop {
            let room = (FIRST_SLICE << doublings) - LINK;
            let length = room.min(left);
            doclist.extend_from_slice(&self.pool[slice..][..length]);
            left -= length;
            if left == 0 {
                break;
            }
            let mut link = [0; LINK];
            link.copy_from_slice(&self.pool[slice + room..][..LINK]);
            slice = u32::from_le_bytes(link) as usize;
            doublings = (doublings + 1).min(DOUBLINGS);
        }
        let first = self.long_sizes.partition_point(|&(other, ..)| other < number);
        let long_sizes = self.long_sizes[first..].iter().take_while(|&&(other, ..)| other == number);
        let mut from = 0;
        let mut whole = Vec::new();
        for &(_, place, size) in long_sizes {
            whole.extend_from_slice(&doclist[from..place as usize]);
            push_varint(&mut whole, u64::from(size) * 2);
            from = place as usize + 1;
        }
        if from > 0 {
            whole.extend_from_slice(&doclist[from..]);
            *doclist = whole;
        }
    }
}
