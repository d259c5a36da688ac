//! Reads the doclists of words straight from the pages of the search index: which contents have a word, and where.
//!
//! A MATCH hands over one row at a time, through several layers, at about two microseconds each; reading the pages takes a
//! hundredth of that. The pages are those of format version 4, which [`super`] writes too. Where an index is of another
//! format, its doclists are made from what `fts5vocab` says, which is slower and always right.

use std::rc::Rc;

use rusqlite::{Connection, OptionalExtension};

use super::structure::Structure;
use super::varint::{push_varint, take_varint};
use super::writing::{FORMAT, SEGMENT_BIT, STRUCTURE, get_record};
use super::{MAIN_PREFIX, damaged};

/// Bytes at the beginning of a page.
const HEADER: usize = 4;

/// What says in a list of places that the next number is a column.
const COLUMN_MARK: u8 = 1;

/// A search index that is open for reading, within one transaction.
#[derive(Debug)]
pub(crate) struct IndexReader<'c> {
    connection: &'c Connection,
    /// The segments, the oldest first; `None` where the format is not known.
    segments: Option<Vec<SegmentPages>>,
}

/// Where a segment is.
#[derive(Debug, Clone, Copy)]
struct SegmentPages {
    id: i64,
    /// Pages before this one went into another segment, by a merge that is not done.
    first: u32,
    last: u32,
}

impl<'c> IndexReader<'c> {
    /// Opens the index of an archive.
    ///
    /// # Errors
    /// A damaged index.
    pub(crate) fn open(connection: &'c Connection) -> rusqlite::Result<Self> {
        let version: i64 =
            connection.prepare_cached(include_str!("get_version.sql"))?.query_row([], |row| row.get(0))?;
        let structure = match version {
            FORMAT => Structure::decode(&get_record(connection, STRUCTURE)?),
            _ => None,
        };
        let segments: Option<Vec<_>> = structure.map(|structure| {
            let page = |number: u64| number.min(u32::MAX.into()) as u32;
            let segments = structure.oldest_first();
            segments
                .map(|&[id, first, last]| SegmentPages { id: id as i64, first: page(first), last: page(last) })
                .collect()
        });
        match segments {
            Some(segments) => Ok(Self { connection, segments: Some(segments) }),
            None => Self::of_vocabulary(connection),
        }
    }

    /// Opens an index by what FTS5 says of it.
    pub(super) fn of_vocabulary(connection: &'c Connection) -> rusqlite::Result<Self> {
        connection.execute_batch(include_str!("create_vocabulary.sql"))?;
        Ok(Self { connection, segments: None })
    }

    /// The doclist of a word, given as the index keeps it.
    pub(crate) fn get_doclist(&self, word: &[u8]) -> rusqlite::Result<Doclist<'c>> {
        let Some(segments) = &self.segments else {
            let rows = self.get_from_vocabulary(include_str!("get_word_places.sql"), word)?;
            return Ok(Doclist::new(vec![Cursor::in_memory(self.connection, rows)]));
        };
        let mut cursors = Vec::new();
        for &segment in segments {
            let mut find = self.connection.prepare_cached(include_str!("find_page.sql"))?;
            let page: Option<u32> = find.query_row((segment.id, word), |row| row.get(0)).optional()?;
            let Some(page) = page.map(|page| page.max(segment.first)) else { continue };
            let bytes = get_page(self.connection, segment.id, page)?;
            let mut words = PageWords::new(&bytes);
            while let Some(found) = words.next()? {
                if words.word.as_slice() > word {
                    break;
                }
                if words.word == word {
                    let place = Place { segment, page };
                    let mut cursor = Cursor::at(self.connection, place, Rc::clone(&bytes), found);
                    cursor.word = Some(word.to_vec());
                    cursors.push(cursor);
                    break;
                }
            }
        }
        Ok(Doclist::new(cursors))
    }

    /// Gives the doclists of all words that begin so, those of one segment after those of another; a word may come
    /// several times.
    pub(crate) fn for_each_beginning(
        &self,
        beginning: &[u8],
        mut take: impl FnMut(&[u8], Cursor<'c>) -> rusqlite::Result<()>,
    ) -> rusqlite::Result<()> {
        let Some(segments) = &self.segments else {
            let beginning = text_of(beginning);
            let mut statement = self.connection.prepare_cached(include_str!("get_words_from.sql"))?;
            let mut rows = statement.query([&beginning])?;
            let mut words = Vec::new();
            while let Some(row) = rows.next()? {
                // One that was cut within a character is not text, and cannot be asked for.
                let Ok(word) = row.get::<_, String>(0) else { continue };
                if !word.starts_with(&beginning) {
                    break;
                }
                words.push(word);
            }
            for word in words {
                let word = [&[MAIN_PREFIX], word.as_bytes()].concat();
                let rows = self.get_from_vocabulary(include_str!("get_word_places.sql"), &word)?;
                take(&word, Cursor::in_memory(self.connection, rows))?;
            }
            return Ok(());
        };
        for &segment in segments {
            // The first page may begin with smaller words.
            let mut pages = self.connection.prepare_cached(include_str!("get_pages_between.sql"))?;
            let pages = pages.query_map((segment.id, beginning, get_end(beginning)), |row| row.get(0))?;
            for page in segment.remaining(pages.collect::<Result<_, _>>()?) {
                let bytes = get_page(self.connection, segment.id, page)?;
                let mut words = PageWords::new(&bytes);
                while let Some(found) = words.next()? {
                    if words.word.starts_with(beginning) {
                        let place = Place { segment, page };
                        take(&words.word, Cursor::at(self.connection, place, Rc::clone(&bytes), found))?;
                    } else if words.word.as_slice() > beginning {
                        break;
                    }
                }
            }
        }
        Ok(())
    }

    /// The words whose doclists fill at least one page of some segment: no word that is in very many contents is missing.
    pub(crate) fn get_long_words(&self) -> rusqlite::Result<Vec<Vec<u8>>> {
        let mut found = Vec::new();
        for &segment in self.segments.iter().flatten() {
            let mut pages = self.connection.prepare_cached(include_str!("get_pages_of_segment.sql"))?;
            let pages = pages.query_map([segment.id], |row| row.get(0))?;
            let pages = segment.remaining(pages.collect::<Result<_, _>>()?);
            let nexts = pages.iter().skip(1).copied().chain([segment.last.saturating_add(1)]);
            for (&page, next) in pages.iter().zip(nexts) {
                if next < page.saturating_add(2) {
                    continue;
                }
                let bytes = get_page(self.connection, segment.id, page)?;
                let mut words = PageWords::new(&bytes);
                while words.next()?.is_some() {}
                found.push(words.word);
            }
        }
        found.sort_unstable();
        found.dedup();
        Ok(found)
    }

    /// A doclist made of the rows of a query that gives row, column and position in this order.
    fn get_from_vocabulary(&self, sql: &str, word: &[u8]) -> rusqlite::Result<Vec<u8>> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query([text_of(word)])?;
        let (mut doclist, mut places) = (Vec::new(), Vec::new());
        let (mut rowid, mut before) = (0_u64, 0_u64);
        let (mut column, mut position) = (0_u64, 0_u64);
        let mut end = |rowid: u64, places: &mut Vec<u8>| {
            if !places.is_empty() {
                push_varint(&mut doclist, rowid - before);
                push_varint(&mut doclist, places.len() as u64 * 2);
                doclist.append(places);
                before = rowid;
            }
        };
        while let Some(row) = rows.next()? {
            let (at, in_column, offset) = (row.get::<_, i64>(0)? as u64, row.get(1)?, row.get::<_, u64>(2)?);
            if at != rowid {
                end(rowid, &mut places);
                (rowid, column, position) = (at, 0, 0);
            }
            if in_column != column {
                places.push(COLUMN_MARK);
                push_varint(&mut places, in_column);
                (column, position) = (in_column, 0);
            }
            push_varint(&mut places, offset - position + 2);
            position = offset;
        }
        end(rowid, &mut places);
        Ok(doclist)
    }
}

impl SegmentPages {
    /// What is left of pages that begin words, in ascending order.
    fn remaining(self, mut pages: Vec<u32>) -> Vec<u32> {
        for page in &mut pages {
            *page = self.first.max(*page);
        }
        pages.dedup();
        pages
    }
}

/// The text of a word without the prefix of the main index.
fn text_of(word: &[u8]) -> String {
    String::from_utf8_lossy(word.strip_prefix(&[MAIN_PREFIX]).unwrap_or(word)).into_owned()
}

/// The least that is above all words with a beginning. No word has the byte 0xFF.
fn get_end(beginning: &[u8]) -> Vec<u8> {
    [beginning, &[0xFF]].concat()
}

fn get_page(connection: &Connection, segment: i64, page: u32) -> rusqlite::Result<Rc<[u8]>> {
    let id = segment << SEGMENT_BIT | i64::from(page);
    let mut statement = connection.prepare_cached(include_str!("get_record.sql"))?;
    let bytes: Option<Rc<[u8]>> =
        statement.query_row([id], |row| Ok(Rc::from(row.get_ref(0)?.as_blob()?))).optional()?;
    bytes.filter(|bytes| bytes.len() >= HEADER).ok_or_else(|| damaged("a page of the search index is missing"))
}

/// A number of 16 bits at a place of a page.
fn get_number(page: &[u8], at: usize) -> usize {
    page.get(at..at + 2).map_or(0, |bytes| usize::from(bytes[0]) << 8 | usize::from(bytes[1]))
}

fn cut_short() -> rusqlite::Error {
    damaged("a page of the search index is cut short")
}

/// Walks the words of a page.
struct PageWords<'p> {
    page: &'p [u8],
    /// Where the footer begins.
    end: usize,
    footer: &'p [u8],
    /// Where the next word stands.
    next: Option<usize>,
    first: bool,
    word: Vec<u8>,
}

impl<'p> PageWords<'p> {
    fn new(page: &'p [u8]) -> Self {
        let end = get_number(page, 2).min(page.len());
        let mut footer = &page[end..];
        let next = take_varint(&mut footer).map(|place| place as usize);
        Self { page, end, footer, next, first: true, word: Vec::new() }
    }

    /// Goes to the next word, which is then in `word`; gives where its doclist stands, and whether it may go on behind
    /// the page.
    fn next(&mut self) -> rusqlite::Result<Option<Found>> {
        let Some(place) = self.next else { return Ok(None) };
        let mut rest = self.page.get(place..self.end).ok_or_else(cut_short)?;
        let mut take = || take_varint(&mut rest).map(|number| number as usize).ok_or_else(cut_short);
        let shared = if self.first { 0 } else { take()? };
        let length = take()?;
        let (letters, doclist) = rest.split_at_checked(length).ok_or_else(cut_short)?;
        self.word.truncate(shared);
        self.word.extend_from_slice(letters);
        self.first = false;
        let at = self.end - doclist.len();
        self.next = take_varint(&mut self.footer).map(|distance| place.saturating_add(distance as usize));
        Ok(Some(Found { at, end: self.next.unwrap_or(self.end).clamp(at, self.end), is_last: self.next.is_none() }))
    }
}

/// Where a doclist stands in a page.
#[derive(Debug, Clone, Copy)]
struct Found {
    at: usize,
    end: usize,
    /// Whether it belongs to the last word of the page.
    is_last: bool,
}

/// Which page of which segment.
#[derive(Debug, Clone, Copy)]
struct Place {
    segment: SegmentPages,
    page: u32,
}

/// The doclist of one word in one segment.
#[derive(Debug)]
pub(crate) struct Cursor<'c> {
    connection: &'c Connection,
    place: Place,
    page: Rc<[u8]>,
    at: usize,
    /// Where the doclist ends on this page.
    end: usize,
    /// Whether it may go on with the next page.
    goes_on: bool,
    /// Whether the next row id stands for itself.
    is_whole: bool,
    rowid: u64,
    deleted: bool,
    places: Places,
    /// The word, where its last page may be asked for.
    word: Option<Vec<u8>>,
    /// The last page that the doclist can be on, once it was asked for.
    reach: Option<u32>,
    /// The first row id of the next page, once it was asked for: most rows that are sought are before it.
    next_page: Option<u64>,
}

/// Where the places of a row are.
#[derive(Debug)]
enum Places {
    InPage(usize, usize),
    /// They go over the end of a page.
    Gathered(Vec<u8>),
}

impl<'c> Cursor<'c> {
    fn at(connection: &'c Connection, place: Place, page: Rc<[u8]>, found: Found) -> Self {
        Self {
            connection,
            place,
            page,
            at: found.at,
            end: found.end,
            goes_on: found.is_last,
            is_whole: true,
            rowid: 0,
            deleted: false,
            places: Places::InPage(0, 0),
            word: None,
            reach: None,
            next_page: None,
        }
    }

    fn in_memory(connection: &'c Connection, doclist: Vec<u8>) -> Self {
        let place = Place { segment: SegmentPages { id: 0, first: 0, last: 0 }, page: 0 };
        let found = Found { at: 0, end: doclist.len(), is_last: false };
        Self::at(connection, place, doclist.into(), found)
    }

    /// Goes to the next row; whether there is one.
    pub(crate) fn next(&mut self) -> rusqlite::Result<bool> {
        while self.at >= self.end {
            if !self.goes_on || !self.turn_page()? {
                return Ok(false);
            }
        }
        let mut rest = &self.page[self.at..self.end];
        let distance = take_varint(&mut rest).ok_or_else(cut_short)?;
        let size = take_varint(&mut rest).ok_or_else(cut_short)?;
        self.rowid = if self.is_whole { distance } else { self.rowid.wrapping_add(distance) };
        self.is_whole = false;
        self.deleted = size & 1 == 1;
        let (start, length) = (self.end - rest.len(), (size / 2) as usize);
        if length <= rest.len() {
            self.places = Places::InPage(start, start + length);
            self.at = start + length;
        } else {
            let mut gathered = rest.to_vec();
            self.at = self.end;
            while gathered.len() < length {
                if !self.goes_on || !self.turn_page()? {
                    return Err(cut_short());
                }
                let more = &self.page[HEADER..self.end];
                let taken = more.len().min(length - gathered.len());
                gathered.extend_from_slice(&more[..taken]);
                self.at = HEADER + taken;
            }
            self.places = Places::Gathered(gathered);
        }
        Ok(true)
    }

    pub(crate) fn rowid(&self) -> u64 {
        self.rowid
    }

    /// Whether the row was taken out of the index.
    pub(crate) fn is_deleted(&self) -> bool {
        self.deleted
    }

    pub(crate) fn places(&self) -> &[u8] {
        match &self.places {
            Places::InPage(start, end) => &self.page[*start..*end],
            Places::Gathered(places) => places,
        }
    }

    /// Loads the next page; whether the doclist goes on there.
    fn turn_page(&mut self) -> rusqlite::Result<bool> {
        if self.place.page >= self.place.segment.last {
            self.goes_on = false;
            return Ok(false);
        }
        self.load(self.place.page + 1)?;
        Ok(self.end > HEADER)
    }

    fn load(&mut self, page: u32) -> rusqlite::Result<()> {
        self.place.page = page;
        self.next_page = None;
        self.page = get_page(self.connection, self.place.segment.id, page)?;
        let footer = get_number(&self.page, 2).min(self.page.len());
        let first_word = take_varint(&mut &self.page[footer..]).map(|place| place as usize);
        self.end = first_word.unwrap_or(footer).clamp(HEADER, footer.max(HEADER));
        self.goes_on = first_word.is_none();
        self.is_whole = true;
        let first_row = get_number(&self.page, 0);
        // Without a row id, the places of the row before fill the page.
        self.at = if first_row >= HEADER { first_row.min(self.end) } else { self.end };
        Ok(())
    }

    /// Goes on to the first row that is not before `target`; whether there is one. Whole pages are passed over.
    pub(crate) fn seek(&mut self, target: u64) -> rusqlite::Result<bool> {
        if self.goes_on && self.is_behind_page(target)? {
            let reach = self.get_reach()?;
            let (mut low, mut step) = (self.place.page, 1_u32);
            let mut high = reach.saturating_add(1);
            while low.saturating_add(step) < high {
                if self.get_first(low + step)?.is_some_and(|first| first <= target) {
                    low += step;
                    step = step.saturating_mul(2);
                } else {
                    high = low + step;
                    break;
                }
            }
            while high - low > 1 {
                let middle = low + (high - low) / 2;
                if self.get_first(middle)?.is_some_and(|first| first <= target) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            if low > self.place.page {
                self.load(low)?;
            }
        }
        loop {
            if !self.next()? {
                return Ok(false);
            }
            if self.rowid >= target {
                return Ok(true);
            }
        }
    }

    /// Whether a row is to be sought behind this page.
    fn is_behind_page(&mut self, target: u64) -> rusqlite::Result<bool> {
        let next = if let Some(next) = self.next_page {
            next
        } else {
            let goes_on = self.place.page < self.get_reach()?;
            // A page without a row id is passed over row by row.
            let first = if goes_on { self.get_first(self.place.page + 1)? } else { None };
            *self.next_page.insert(first.unwrap_or(u64::MAX))
        };
        Ok(next <= target)
    }

    /// The first row id of a page, where it has one of this doclist.
    fn get_first(&self, page: u32) -> rusqlite::Result<Option<u64>> {
        let bytes = get_page(self.connection, self.place.segment.id, page)?;
        let first_row = get_number(&bytes, 0);
        let mut rest = bytes.get(first_row..).unwrap_or_default();
        Ok(if first_row >= HEADER { take_varint(&mut rest) } else { None })
    }

    /// The last page that may have some of the doclist: the next one that begins a word.
    fn get_reach(&mut self) -> rusqlite::Result<u32> {
        if let Some(reach) = self.reach {
            return Ok(reach);
        }
        let mut statement = self.connection.prepare_cached(include_str!("find_next_page.sql"))?;
        let next: Option<i64> = match &self.word {
            Some(word) => statement.query_row((self.place.segment.id, word), |row| row.get(0)).optional()?,
            None => None,
        };
        let reach = next.map_or(self.place.segment.last, |page| page as u32);
        self.reach = Some(reach);
        Ok(reach)
    }
}

/// The doclist of a word over all segments.
#[derive(Debug)]
pub(crate) struct Doclist<'c> {
    /// Oldest segment first, those at their end left out.
    cursors: Vec<Cursor<'c>>,
    /// The cursor whose row is the present one.
    current: Option<usize>,
    /// The least row id of the others: up to there the current one goes on alone.
    limit: u64,
    started: bool,
}

impl<'c> Doclist<'c> {
    fn new(cursors: Vec<Cursor<'c>>) -> Self {
        Self { cursors, current: None, limit: 0, started: false }
    }

    /// Goes to the next row and gives its id.
    pub(crate) fn next(&mut self) -> rusqlite::Result<Option<u64>> {
        loop {
            if !self.started {
                self.started = true;
                self.advance(|_| true, Cursor::next)?;
            } else if let Some(current) = self.current {
                if self.cursors[current].next()? {
                    if self.cursors[current].rowid >= self.limit {
                        self.choose()?;
                    }
                } else {
                    self.cursors.remove(current);
                    self.choose()?;
                }
            }
            let Some(current) = self.current.map(|current| &self.cursors[current]) else { return Ok(None) };
            if !current.deleted {
                return Ok(Some(current.rowid));
            }
        }
    }

    /// Goes on to the first row that is not before `target`, and gives its id.
    pub(crate) fn seek(&mut self, target: u64) -> rusqlite::Result<Option<u64>> {
        let started = std::mem::replace(&mut self.started, true);
        match self.current {
            Some(current) if self.cursors[current].rowid >= target => {}
            // The rows of one segment mostly come before those of the next.
            Some(current) if target < self.limit => {
                if !self.cursors[current].seek(target)? {
                    self.cursors.remove(current);
                    self.choose()?;
                } else if self.cursors[current].rowid >= self.limit {
                    self.choose()?;
                }
            }
            _ => self.advance(|cursor| !started || cursor.rowid < target, |cursor| cursor.seek(target))?,
        }
        match self.current.map(|current| &self.cursors[current]) {
            Some(current) if current.deleted => self.next(),
            current => Ok(current.map(|current| current.rowid)),
        }
    }

    /// The places of the present row.
    pub(crate) fn places(&self) -> &[u8] {
        self.current.map_or(&[], |current| self.cursors[current].places())
    }

    /// Moves the cursors that are to move, leaves out those at their end, and chooses the least.
    fn advance(
        &mut self,
        moves: impl Fn(&Cursor<'c>) -> bool,
        mut go: impl FnMut(&mut Cursor<'c>) -> rusqlite::Result<bool>,
    ) -> rusqlite::Result<()> {
        let mut kept = Vec::with_capacity(self.cursors.len());
        for mut cursor in self.cursors.drain(..) {
            if !moves(&cursor) || go(&mut cursor)? {
                kept.push(cursor);
            }
        }
        self.cursors = kept;
        self.choose()
    }

    /// Chooses the cursor with the least row id; of several with the same the newest, and the others pass it over.
    fn choose(&mut self) -> rusqlite::Result<()> {
        loop {
            let least = self.cursors.iter().map(|cursor| cursor.rowid).min();
            let Some(least) = least else {
                self.current = None;
                return Ok(());
            };
            let mut same = self.cursors.iter().enumerate().filter(|(_, cursor)| cursor.rowid == least);
            let oldest = same.next().map(|(index, _)| index);
            let newest = same.next_back().map(|(index, _)| index).or(oldest);
            if let (Some(oldest), true) = (oldest, oldest != newest) {
                if !self.cursors[oldest].next()? {
                    self.cursors.remove(oldest);
                }
                continue;
            }
            self.current = newest;
            let others = self.cursors.iter().enumerate().filter(|&(index, _)| Some(index) != newest);
            self.limit = others.map(|(_, cursor)| cursor.rowid).min().unwrap_or(u64::MAX);
            return Ok(());
        }
    }
}

/// Gives the places of a row: column and position.
pub(crate) fn for_each_place(mut places: &[u8], mut take: impl FnMut(u8, u32)) {
    let (mut column, mut position) = (0, 0_u32);
    while let Some((&first, rest)) = places.split_first() {
        if first == COLUMN_MARK {
            places = rest;
            column = take_varint(&mut places).unwrap_or_default() as u8;
            position = 0;
            continue;
        }
        let number = if first < 0x80 {
            places = rest;
            u32::from(first)
        } else {
            match take_varint(&mut places) {
                Some(number) => number as u32,
                None => return,
            }
        };
        position = position.wrapping_add(number.wrapping_sub(2));
        take(column, position);
    }
}
