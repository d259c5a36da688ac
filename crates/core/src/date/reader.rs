//! The shapes of dates: which numbers are the year, the month, the day and the time.
//!
//! A text is read once from left to right. Each step takes a time, a date in digits, a marked number (`9月`), a zone, a
//! word or a mark; bare numbers wait for the month's name. Times and zones are in [`super::clock`], and what it all
//! amounts to is found at the end in [`super::seen`].

use std::ops::RangeInclusive;

use chrono::{DateTime, Datelike, Timelike};

use super::seen::{Digits, Rest, Seen, set};
use super::tokens::{Kind, Number, Token, Tokens, three_numbers};
use super::words::Word;
use super::{Parts, Time};

/// The first year in which Japan had the calendar that its eras are read with here.
const FIRST_SOLAR_YEAR: i32 = 1873;

/// Reads the parts of a date, or `None` where the tokens are no date. Whether the calendar has it is not asked.
pub(super) fn read(tokens: &Tokens) -> Option<Parts> {
    let list = tokens.list.as_slice();
    let (start, end) = (list.first()?.kind, list.last()?.kind);
    let open = |kind: Kind| matches!(kind, Kind::Mark('-' | '–' | '/'));
    // A sign, one end of a span of time, or a sentence that was cut off.
    if open(start) || open(end) || end == Kind::Word(Word::Preposition) {
        return None;
    }
    let mut reader = Reader { list, at: 0, seen: Seen { hints: tokens.hints, ..Seen::default() } };
    while let Some(token) = list.get(reader.at) {
        match token.kind {
            Kind::Number(number) => reader.number(number)?,
            Kind::Word(word) => reader.word(word)?,
            Kind::Mark(mark) => reader.mark(mark, token.gap)?,
        }
    }
    reader.seen.parts()
}

/// A text that is being read, and what was found in it before the place `at`.
pub(super) struct Reader<'t> {
    list: &'t [Token],
    pub(super) at: usize,
    pub(super) seen: Seen,
}

impl Reader<'_> {
    pub(super) fn kind(&self, at: usize) -> Option<Kind> {
        self.list.get(at).map(|token| token.kind)
    }

    pub(super) fn word_at(&self, at: usize) -> Option<Word> {
        match self.kind(at)? {
            Kind::Word(word) => Some(word),
            _ => None,
        }
    }

    /// Whether there is a token with white space before it.
    pub(super) fn gap_at(&self, at: usize) -> bool {
        self.list.get(at).is_some_and(|token| token.gap)
    }

    /// The number at a place, if it has so many digits.
    pub(super) fn number_at(&self, at: usize, digits: RangeInclusive<usize>) -> Option<Number> {
        match self.kind(at)? {
            Kind::Number(number) if digits.contains(&number.digits) => Some(number),
            _ => None,
        }
    }

    /// The number after a mark at a place, if there is no white space around the mark.
    pub(super) fn number_after(&self, mark: char, at: usize, digits: RangeInclusive<usize>) -> Option<Number> {
        let close = self.kind(at) == Some(Kind::Mark(mark)) && !self.gap_at(at) && !self.gap_at(at + 1);
        if close { self.number_at(at + 1, digits) } else { None }
    }

    fn number(&mut self, number: Number) -> Option<()> {
        if let Some(digits) = self.day_in_digits() {
            self.at += 5;
            set(&mut self.seen.digits, digits)
        } else if let Some((time, end)) = self.time(self.at, None) {
            self.at = end;
            set(&mut self.seen.time, time)
        } else if let Some(mark @ (Word::YearMark | Word::MonthMark | Word::DayMark)) = self.word_at(self.at + 1) {
            self.at += 2;
            self.marked(number, mark)
        } else if let Some(digits) = self.month_in_digits() {
            self.at += 3;
            set(&mut self.seen.digits, digits)
        } else if number.digits >= 8 {
            self.at += 1;
            self.long(number)
        } else {
            self.at += 1;
            self.bare(number)
        }
    }

    /// `2022-09-13`, `13.09.2022`, `09/13/2022`.
    fn day_in_digits(&self) -> Option<Digits> {
        if self.seen.hints.month_name {
            return None;
        }
        let ([a, b, c], mark) = three_numbers(&self.list[self.at..])?;
        let (year, rest) = match mark {
            _ if a.digits == 4 => (a, Rest::MonthAndDay(b.small(), c.small())),
            '.' => (c, Rest::MonthAndDay(b.small(), a.small())),
            _ => (c, Rest::Either(a.small(), b.small())),
        };
        Some(Digits { year: self.seen.full_year(year)?, rest })
    }

    /// `2022-09` or `09/2022`.
    fn month_in_digits(&self) -> Option<Digits> {
        let first = self.number_at(self.at, 1..=4)?;
        let Some(Kind::Mark(mark @ ('.' | '/' | '-'))) = self.kind(self.at + 1) else { return None };
        let second = self.number_after(mark, self.at + 1, 1..=4)?;
        let (year, month) = if first.digits == 4 { (first, second) } else { (second, first) };
        if month.digits > 2 || self.seen.hints.month_name {
            return None;
        }
        let (year, month) = (self.seen.full_year(year)?, month.small());
        // "2011/12" is as often a season.
        let season = mark == '/' && first.digits == 4 && i64::from(month) == i64::from(year + 1) % 100;
        (!season).then_some(Digits { year, rest: Rest::Month(month) })
    }

    /// `2022年`, `9月`, `13日`.
    fn marked(&mut self, number: Number, mark: Word) -> Option<()> {
        match mark {
            Word::YearMark => {
                let year = self.seen.full_year(number)?;
                set(&mut self.seen.year, year)
            }
            Word::MonthMark => set(&mut self.seen.month, number.small()),
            _ => set(&mut self.seen.day, number.small()),
        }
    }

    /// `20220913`, `202209131005`, `20220913100530`, and Unix time in seconds or milliseconds.
    fn long(&mut self, number: Number) -> Option<()> {
        match (number.digits, number.value) {
            (8, value) => self.compact_day(value),
            (12, value) => {
                self.compact_day(value / 10_000)?;
                self.compact_time(Number { value: value % 10_000, digits: 4 })
            }
            (14, value) => {
                self.compact_day(value / 1_000_000)?;
                self.compact_time(Number { value: value % 1_000_000, digits: 6 })
            }
            (10, value @ 1_000_000_000..) => self.unix_time(value),
            (13, value @ 1_000_000_000_000..) => self.unix_time(value / 1000),
            _ => None,
        }
    }

    fn compact_day(&mut self, value: u64) -> Option<()> {
        let year = self.seen.full_year(Number { value: value / 10_000, digits: 4 })?;
        let rest = Rest::MonthAndDay((value / 100 % 100) as u32, (value % 100) as u32);
        set(&mut self.seen.digits, Digits { year, rest })
    }

    /// `1005` or `100530`, with a fraction if there is one.
    fn compact_time(&mut self, number: Number) -> Option<()> {
        let clock = number.small();
        let time = match number.digits {
            4 => Time::new(clock / 100, clock % 100, None)?,
            6 => Time::new(clock / 10_000, clock / 100 % 100, Some(clock % 100))?,
            _ => return None,
        };
        self.skip_fraction();
        set(&mut self.seen.time, time)
    }

    fn unix_time(&mut self, seconds: u64) -> Option<()> {
        let instant = DateTime::from_timestamp(i64::try_from(seconds).ok()?, 0)?;
        self.skip_fraction();
        let rest = Rest::MonthAndDay(instant.month(), instant.day());
        set(&mut self.seen.digits, Digits { year: instant.year(), rest })?;
        set(&mut self.seen.time, Time::new(instant.hour(), instant.minute(), Some(instant.second()))?)?;
        set(&mut self.seen.zone, 0)
    }

    fn skip_fraction(&mut self) {
        if self.number_after('.', self.at, 1..=9).is_some() {
            self.at += 2;
        }
    }

    /// A number that stands beside the name of a month, or the year alone.
    fn bare(&mut self, number: Number) -> Option<()> {
        if self.seen.bare.len() == 2 || number.digits > 4 {
            return None;
        }
        self.seen.bare.push(number);
        if self.seen.month_name.is_none() {
            self.seen.bare_before_name += 1;
        }
        if self.word_at(self.at) == Some(Word::Ordinal) && !self.gap_at(self.at) {
            self.at += 1;
        }
        Some(())
    }

    fn word(&mut self, word: Word) -> Option<()> {
        self.at += 1;
        match word {
            Word::Month(month) => set(&mut self.seen.month_name, month),
            Word::Weekday(day) => {
                self.seen.weekday = true;
                day.map_or(Some(()), |day| set(&mut self.seen.english_weekday, day))
            }
            // Without a number before them, they are Monday and Sunday.
            Word::MonthMark | Word::DayMark => {
                self.seen.weekday = true;
                Some(())
            }
            Word::Label => (!self.seen.anything()).then_some(()),
            Word::Filler | Word::Preposition => {
                self.seen.filler = true;
                Some(())
            }
            Word::TimeMark => self.time_mark(),
            Word::Zone(minutes) => self.zone(minutes),
            Word::Morning | Word::Afternoon => self.half_before_time(word),
            // After a year, since it was not read with a time.
            Word::AfternoonOrEra => Some(()),
            Word::Era(base) => self.era(base),
            _ => None,
        }
    }

    /// The `T` between a date in digits and a time, of which only a compact one has to be read here.
    fn time_mark(&mut self) -> Option<()> {
        let between = self.seen.digits.is_some() && !self.gap_at(self.at - 1) && !self.gap_at(self.at);
        let time = self.number_at(self.at, 1..=6).filter(|_| between)?;
        if time.digits >= 4 {
            self.at += 1;
            self.compact_time(time)?;
        }
        Some(())
    }

    /// The number of a year after the name of its era: `令和4年`.
    fn era(&mut self, base: i32) -> Option<()> {
        let number = self.number_at(self.at, 1..=3)?;
        if self.word_at(self.at + 1) != Some(Word::YearMark) {
            return None;
        }
        self.at += 2;
        let year = base + number.small().cast_signed();
        if year < FIRST_SOLAR_YEAR { None } else { set(&mut self.seen.year, year) }
    }

    fn mark(&mut self, mark: char, gap: bool) -> Option<()> {
        match mark {
            '+' | '-' => self.sign(mark, gap),
            // A comment on the zone, as in "+0200 (Central European Summer Time)", is the rest of the text.
            '(' if self.seen.zone.is_some() && self.ends_with(')') => {
                self.at = self.list.len();
                Some(())
            }
            _ => {
                self.at += 1;
                Some(())
            }
        }
    }

    fn ends_with(&self, mark: char) -> bool {
        self.list.last().is_some_and(|token| token.kind == Kind::Mark(mark))
    }

    /// The sign of an offset, or a hyphen that only separates.
    fn sign(&mut self, mark: char, gap: bool) -> Option<()> {
        // Beside a date in words, "10:00-11:00" is a span of time.
        let span = mark == '-' && self.seen.digits.is_none() && self.number_after(':', self.at + 2, 2..=2).is_some();
        // Without a time, as in "2022-09-13-05:00"; but "13.09.2022-10:05" has one.
        let after_day = self.seen.digits.is_some() && !gap && self.number_at(self.at - 1, 1..=2).is_some();
        let fits = !span && (self.seen.time.is_some() || after_day);
        if let Some((minutes, end)) = self.offset(self.at).filter(|_| fits) {
            self.at = end;
            return set(&mut self.seen.zone, minutes);
        }
        let next_is_number = matches!(self.kind(self.at + 1), Some(Kind::Number(_))) && !self.gap_at(self.at + 1);
        if mark == '+' || (gap && next_is_number) {
            return None;
        }
        self.at += 1;
        Some(())
    }
}
