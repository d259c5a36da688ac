//! Times of day and zones within a date.

use super::reader::Reader;
use super::seen::set;
use super::tokens::{Kind, Number};
use super::words::Word;
use super::{Time, offset};

impl Reader<'_> {
    /// The time at a place and the place after it, with "am" or "pm" if that follows or stood `before` it.
    pub(super) fn time(&self, at: usize, before: Option<Word>) -> Option<(Time, usize)> {
        let (time, end) = self
            .clock(at, ':')
            .or_else(|| self.clock(at, '.').filter(|&(_, end)| self.dots_mean_time(end)))
            .or_else(|| self.marked_clock(at))
            .or_else(|| self.full_hour(at))?;
        let end = if self.word_at(end) == Some(Word::HourMark) { end + 1 } else { end };
        let half = |word: &Word| matches!(word, Word::Morning | Word::Afternoon | Word::AfternoonOrEra);
        match (self.word_at(end).filter(half), before) {
            (Some(half), _) => Some((in_half(time, half)?, end + 1)),
            (None, Some(half)) => Some((in_half(time, half)?, end)),
            (None, None) => Some((time, end)),
        }
    }

    /// `10:05`, `10:05:30`, `10:05:30.25`, or the same with dots.
    fn clock(&self, at: usize, mark: char) -> Option<(Time, usize)> {
        let hour = self.number_at(at, 1..=2)?.small();
        let minute = self.number_after(mark, at + 1, 2..=2)?.small();
        let Some(second) = self.number_after(mark, at + 3, 2..=2) else {
            return Some((Time::new(hour, minute, None)?, at + 3));
        };
        let fraction = self.number_after('.', at + 5, 1..=18).or(self.number_after(',', at + 5, 1..=18));
        let end = if fraction.is_some() { at + 7 } else { at + 5 };
        Some((Time::new(hour, minute, Some(second.small()))?, end))
    }

    /// Whether `10.05` can only be a time: the day is known already, or what follows tells.
    fn dots_mean_time(&self, end: usize) -> bool {
        let told = matches!(
            self.word_at(end),
            Some(Word::HourMark | Word::Morning | Word::Afternoon | Word::AfternoonOrEra | Word::Zone(_))
        );
        told || self.seen.has_day()
    }

    /// `10h`, `10h05`, `10 h 05`, `10時5分30秒`.
    fn marked_clock(&self, at: usize) -> Option<(Time, usize)> {
        let hour = self.number_at(at, 1..=2)?.small();
        if self.word_at(at + 1) != Some(Word::HourMark) {
            return None;
        }
        let marked = |at: usize, mark: Word| self.number_at(at, 1..=2).filter(|_| self.word_at(at + 1) == Some(mark));
        if let Some(minute) = marked(at + 2, Word::MinuteMark) {
            let second = marked(at + 4, Word::SecondMark).map(Number::small);
            let end = if second.is_some() { at + 6 } else { at + 4 };
            return Some((Time::new(hour, minute.small(), second)?, end));
        }
        // The spaces tell "10h05" and "10 h 05" from "10h 13 mars".
        let minute = self.number_at(at + 2, 2..=2).filter(|_| self.gap_at(at + 1) == self.gap_at(at + 2));
        let end = if minute.is_some() { at + 3 } else { at + 2 };
        Some((Time::new(hour, minute.map_or(0, Number::small), None)?, end))
    }

    /// `3 pm`.
    fn full_hour(&self, at: usize) -> Option<(Time, usize)> {
        let hour = self.number_at(at, 1..=2)?.small();
        let half = matches!(self.word_at(at + 1), Some(Word::Morning | Word::Afternoon));
        if half { Some((Time::new(hour, 0, None)?, at + 1)) } else { None }
    }

    /// "am" or "pm" that follows no time: in East Asia it comes before it. "am" is also German for "on the".
    pub(super) fn half_before_time(&mut self, half: Word) -> Option<()> {
        if let Some((time, end)) = self.time(self.at, Some(half)) {
            self.at = end;
            return set(&mut self.seen.time, time);
        }
        self.seen.stray_half = Some(half);
        Some(())
    }

    /// The name of a zone that was just read, with the offset that may follow: `GMT+2`.
    pub(super) fn zone(&mut self, named: i32) -> Option<()> {
        // A bare number before it would rather be a time, as in "0854 GMT".
        if self.seen.time.is_none() && !self.seen.has_day_in_digits() {
            return None;
        }
        let minutes = match self.offset(self.at) {
            Some((minutes, end)) if named == 0 => {
                self.at = end;
                minutes
            }
            _ => named,
        };
        set(&mut self.seen.zone, minutes)
    }

    /// The offset from UTC at a place, in minutes, and the place after it: `+02:00`, `+0200`, `+02`, `+2`.
    pub(super) fn offset(&self, at: usize) -> Option<(i32, usize)> {
        let Kind::Mark(sign @ ('+' | '-')) = self.kind(at)? else { return None };
        let number = self.number_at(at + 1, 1..=4).filter(|_| !self.gap_at(at + 1))?;
        let (hours, minutes, end) = match number.digits {
            4 => (number.small() / 100, number.small() % 100, at + 2),
            3 => return None,
            _ => match self.number_after(':', at + 2, 2..=2) {
                Some(minutes) => (number.small(), minutes.small(), at + 4),
                // Otherwise it is the day of a date that follows.
                None if matches!(self.kind(at + 2), None | Some(Kind::Mark(',' | '(' | ')'))) => {
                    (number.small(), 0, at + 2)
                }
                None => return None,
            },
        };
        Some((offset(sign == '-', hours, minutes)?, end))
    }
}

/// The time in the half of the day that was said, or `None` where the clock has no such hour.
fn in_half(time: Time, half: Word) -> Option<Time> {
    let hour = match (half, time.hour) {
        (Word::Morning, 12) => 0,
        (Word::Morning, 13..) => return None,
        (Word::Morning, hour) => hour,
        (_, hour @ 0..12) => hour + 12,
        (_, hour) => hour,
    };
    Some(Time { hour, ..time })
}
