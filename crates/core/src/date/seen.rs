//! What was found in the text of a date, and what it amounts to.

use std::ops::RangeInclusive;

use chrono::{Datelike, NaiveDate, Weekday};

use super::tokens::{Hints, Number};
use super::words::Word;
use super::{Parts, Time, YEARS};

/// The years of the Thai calendar that began in January; before them it began in April.
const BUDDHIST_YEARS: RangeInclusive<i32> = 2484..=2742;

/// How far the Buddhist years are ahead.
const BUDDHIST_LEAD: i32 = 543;

/// A date in digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Digits {
    pub(super) year: i32,
    pub(super) rest: Rest,
}

/// What a date in digits has beside the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rest {
    Month(u32),
    MonthAndDay(u32, u32),
    /// Day and month in an order that is yet to be found.
    Either(u32, u32),
}

/// The year, the month and the day.
type Known = (i32, Option<u32>, Option<u32>);

/// What was found so far.
#[derive(Debug, Default)]
pub(super) struct Seen {
    pub(super) hints: Hints,
    /// Whether there were words that a bare year does not have beside it.
    pub(super) filler: bool,
    /// An "am" or "pm" that belongs to no time.
    pub(super) stray_half: Option<Word>,
    pub(super) weekday: bool,
    pub(super) english_weekday: Option<Weekday>,
    pub(super) digits: Option<Digits>,
    /// Numbers with East Asian marks.
    pub(super) year: Option<i32>,
    pub(super) month: Option<u32>,
    pub(super) day: Option<u32>,
    pub(super) month_name: Option<u32>,
    /// Bare numbers, and how many of them stand before the month's name.
    pub(super) bare: Vec<Number>,
    pub(super) bare_before_name: usize,
    pub(super) time: Option<Time>,
    pub(super) zone: Option<i32>,
}

/// Sets what was not set. It may be set twice if it is the same: "2022年（令和4年）", "+0000 (UTC)".
pub(super) fn set<T: PartialEq + Copy>(place: &mut Option<T>, value: T) -> Option<()> {
    (*place.get_or_insert(value) == value).then_some(())
}

impl Seen {
    /// Whether there was anything but labels and fillers.
    pub(super) fn anything(&self) -> bool {
        let name = self.month_name.is_some() || !self.bare.is_empty();
        name || self.has_marked() || self.digits.is_some() || self.time.is_some()
    }

    fn has_marked(&self) -> bool {
        self.year.is_some() || self.month.is_some() || self.day.is_some()
    }

    /// Whether the day is there in digits, with or without East Asian marks.
    pub(super) fn has_day_in_digits(&self) -> bool {
        self.digits.is_some() || self.day.is_some()
    }

    /// Whether the day is there in any shape.
    pub(super) fn has_day(&self) -> bool {
        self.has_day_in_digits() || (self.month_name.is_some() && self.bare.len() == 2)
    }

    /// The year of four digits, also of the Thai calendar.
    pub(super) fn full_year(&self, number: Number) -> Option<i32> {
        let year = number.small().cast_signed();
        if number.digits != 4 {
            None
        } else if YEARS.contains(&year) {
            Some(year)
        } else {
            (self.hints.thai && BUDDHIST_YEARS.contains(&year)).then_some(year - BUDDHIST_LEAD)
        }
    }

    /// The year beside the name of a month, which may have two digits only.
    fn year_beside_name(&self, number: Number) -> Option<i32> {
        let year = number.small().cast_signed();
        match (number.digits, year) {
            (2, 43..) if self.hints.thai => Some(2500 - BUDDHIST_LEAD + year),
            (2, _) if self.hints.thai => None,
            (2, ..=68) => Some(2000 + year),
            (2, _) => Some(1900 + year),
            _ => self.full_year(number),
        }
    }

    /// The parts of the date, if it is one date and nothing is left over.
    pub(super) fn parts(&self) -> Option<Parts> {
        let (year, month, day) = match (self.digits, self.month_name, self.has_marked(), self.bare.as_slice()) {
            (Some(digits), None, false, []) => self.in_digits(digits)?,
            (None, Some(month), false, bare) => self.with_name(month, bare)?,
            (None, None, true, []) => (self.year?, self.month, self.day),
            (None, None, false, &[year]) => (self.full_year(year)?, None, None),
            _ => return None,
        };
        let too_much = (self.weekday && day.is_none()) || (self.filler && month.is_none()) || self.half_is_lost();
        (!too_much).then_some(Parts { year, month, day, time: self.time, zone: self.zone })
    }

    /// Whether there is a time, and an "am" or "pm" elsewhere that would change it.
    fn half_is_lost(&self) -> bool {
        match (self.stray_half, self.time) {
            (Some(Word::Morning), Some(time)) => time.hour == 12,
            (Some(_), Some(_)) => true,
            _ => false,
        }
    }

    fn in_digits(&self, digits: Digits) -> Option<Known> {
        let Digits { year, rest } = digits;
        let (month, day) = match rest {
            Rest::Month(month) => return Some((year, Some(month), None)),
            Rest::MonthAndDay(month, day) => (month, day),
            Rest::Either(first, second) if self.is_day_first(year, first, second)? => (second, first),
            Rest::Either(first, second) => (first, second),
        };
        Some((year, Some(month), Some(day)))
    }

    /// Whether the first of two numbers is the day; `None` where nothing decides.
    fn is_day_first(&self, year: i32, first: u32, second: u32) -> Option<bool> {
        let fits = |month: u32, day: u32| {
            NaiveDate::from_ymd_opt(year, month, day).is_some_and(|date| Some(date.weekday()) == self.english_weekday)
        };
        match (first, second) {
            (13.., _) => Some(true),
            (_, 13..) => Some(false),
            _ if self.hints.day_first || first == second => Some(true),
            _ => match (fits(second, first), fits(first, second)) {
                (true, false) => Some(true),
                (false, true) => Some(false),
                _ => None,
            },
        }
    }

    /// `3 March 2024`, `March 3, 2024`, `2024 March 3`, `26-Feb-87`, `March 2024`.
    fn with_name(&self, month: u32, bare: &[Number]) -> Option<Known> {
        let (year, day) = match (bare, self.bare_before_name) {
            (&[year], _) => (self.full_year(year)?, None),
            (&[year, day], 1) if year.digits == 4 => (self.full_year(year)?, Some(day)),
            (&[day, year], 0 | 1) => (self.year_beside_name(year)?, Some(day)),
            _ => return None,
        };
        Some((year, Some(month), day.map(Number::small)))
    }
}
