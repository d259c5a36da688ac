//! Dates of publication: read from many shapes, kept as precise as they were given and no more.

mod clock;
mod reader;
mod seen;
mod tokens;
mod words;

#[cfg(test)]
mod tests;

use std::fmt;

use chrono::{Datelike, NaiveDate, NaiveDateTime, TimeDelta, Timelike};
use serde::{Serialize, Serializer};

/// Longer texts than this are prose; in characters.
const LONGEST_TEXT: usize = 100;

/// The years in which there are newspapers, with room on both sides.
const YEARS: std::ops::RangeInclusive<i32> = 1500..=2199;

/// The offsets from UTC that are in use; in minutes.
const OFFSETS: std::ops::RangeInclusive<i32> = -12 * 60..=14 * 60;

/// A date or an instant, in ISO 8601 cut off at the precision that is known: `1987`, `1987-02`, `1987-02-26`,
/// `1987-02-26T15:01`, `1987-02-26T15:01:01Z`. A trailing `Z` means that the zone was known and the time is UTC;
/// without it the time is the unknown local one. Such texts sort by time as plain text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    iso: String,
    offset: Option<i32>,
}

impl Date {
    /// Reads a date, or `None` where the text is not one.
    ///
    /// Understood are ISO 8601, RFC 3339, RFC 2822, RFC 850 and asctime, Unix time in seconds (10 digits) or
    /// milliseconds (13 digits), numeric dates, dates with the month's name in some twenty languages, and East Asian
    /// dates, with or without a weekday, a time, a zone and a leading label such as "Published:". The text has to be
    /// a date as a whole: one unknown word makes it `None`, and so do two dates, more than 100 characters, and a year
    /// outside 1500 to 2199.
    ///
    /// Where the text leaves a choice:
    ///
    /// - `2022-09-13`, `2022/9/13` and `2022.09.13` have the year first, then the month; `13.09.2022` is day first.
    /// - `13/09/2022`, `09/13/2022`, and the same with dashes, are read in the one order that is possible. Where both
    ///   are, as in `03/04/2024`, an English weekday decides, or any word of a language that always puts the day first
    ///   ("Publié le 03/04/2024", "03/04/2024 14:05 Uhr"). Where nothing decides, the result is `None`. Otherwise
    ///   weekdays are not compared with the date.
    /// - A year of two digits counts only beside the month's name (`26 Feb 87`): 00 to 68 are 20xx, 69 to 99 are 19xx;
    ///   in Thai, 43 to 99 are Buddhist years 25xx.
    /// - A name of a zone that stands for several offsets (ET, IST, CST) leaves the time local. A zone without a time
    ///   is dropped. An hour alone ("3 pm") is kept as the full hour, fractions of a second are dropped, and the leap
    ///   second `:60` is `:59`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        // The bytes alone mostly settle it, so that neither a short date nor a whole article is counted out.
        if text.len() > LONGEST_TEXT && (text.len() > LONGEST_TEXT * 4 || text.chars().count() > LONGEST_TEXT) {
            return None;
        }
        if let Some(date) = Parts::from_iso(text.as_bytes()).and_then(Parts::into_date) {
            return Some(date);
        }
        reader::read(&tokens::tokenise(text))?.into_date()
    }

    /// Takes back what [`Date::as_iso`] and [`Date::offset_minutes`] gave, or `None` where they cannot have given it:
    /// another shape, a day that does not exist, an offset without `Z`, or `Z` without an offset.
    #[must_use]
    pub fn from_iso(iso: &str, offset: Option<i32>) -> Option<Self> {
        let date = Parts::from_iso(iso.as_bytes())?.into_date()?;
        let kept = date.iso == iso && date.offset.is_some() == offset.is_some();
        let possible = offset.is_none_or(|minutes| OFFSETS.contains(&minutes));
        (kept && possible).then_some(Self { offset, ..date })
    }

    /// The date as stored: ISO 8601 of reduced precision, in UTC where the zone is known.
    #[must_use]
    pub fn as_iso(&self) -> &str {
        &self.iso
    }

    /// Minutes east of UTC of the place that gave the time, where the text said so.
    #[must_use]
    pub fn offset_minutes(&self) -> Option<i32> {
        self.offset
    }

    /// The calendar day where it was published (`1987-02-26`), or the shorter text where the day is not known.
    #[must_use]
    pub fn local_day(&self) -> String {
        let local = self.offset.zip(Parts::from_iso(self.iso.as_bytes()).and_then(Parts::instant));
        match local {
            Some((minutes, utc)) => day_of(utc + TimeDelta::minutes(minutes.into())),
            None => self.iso.chars().take(10).collect(),
        }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.iso)
    }
}

/// As its ISO text, without the offset.
impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.iso)
    }
}

/// A time of day, valid by construction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Time {
    hour: u32,
    minute: u32,
    second: Option<u32>,
}

impl Time {
    /// A time where there is one; the leap second becomes the second before it.
    fn new(hour: u32, minute: u32, second: Option<u32>) -> Option<Self> {
        let second = second.map(|second| if second == 60 { 59 } else { second });
        let valid = hour < 24 && minute < 60 && second.unwrap_or(0) < 60;
        valid.then_some(Self { hour, minute, second })
    }
}

/// What a text says of a date, not yet checked against the calendar. Smaller parts come with the larger ones only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Parts {
    year: i32,
    month: Option<u32>,
    day: Option<u32>,
    time: Option<Time>,
    /// Minutes east of UTC.
    zone: Option<i32>,
}

impl Parts {
    /// Reads ISO 8601 in the one shape that nearly all machines write, in full or cut off, without allocating. Other
    /// shapes are left to the general reader.
    fn from_iso(text: &[u8]) -> Option<Self> {
        let mut rest = Fixed(text);
        let mut parts = Self { year: rest.number(4)? as i32, month: None, day: None, time: None, zone: None };
        if !rest.take(b"-") {
            return rest.0.is_empty().then_some(parts);
        }
        parts.month = Some(rest.number(2)?);
        if !rest.take(b"-") {
            return rest.0.is_empty().then_some(parts);
        }
        parts.day = Some(rest.number(2)?);
        if !rest.take(b"Tt ") {
            return rest.0.is_empty().then_some(parts);
        }
        parts.time = Some(rest.time()?);
        if !rest.0.is_empty() {
            parts.zone = Some(rest.zone()?);
        }
        rest.0.is_empty().then_some(parts)
    }

    /// The date, where the parts make one that exists and is in range.
    fn into_date(self) -> Option<Date> {
        let offset = self.time.and(self.zone);
        let mut iso = String::with_capacity("1987-02-26T15:01:01Z".len());
        match (self.month, self.day, self.time) {
            (None, None, None) => push(&mut iso, self.year.cast_unsigned(), 4),
            (Some(month @ 1..=12), None, None) => {
                push(&mut iso, self.year.cast_unsigned(), 4);
                iso.push('-');
                push(&mut iso, month, 2);
            }
            _ => {
                let stored = self.instant()? - TimeDelta::minutes(offset.unwrap_or(0).into());
                // Close to the ends, the year in UTC may be another one.
                YEARS.contains(&stored.year()).then(|| self.push_instant(&mut iso, stored))?;
            }
        }
        YEARS.contains(&self.year).then_some(Date { iso, offset })
    }

    /// Writes an instant as precisely as these parts are known.
    fn push_instant(self, iso: &mut String, stored: NaiveDateTime) {
        push_day(iso, stored);
        let Some(time) = self.time else { return };
        iso.push('T');
        push(iso, stored.hour(), 2);
        iso.push(':');
        push(iso, stored.minute(), 2);
        if time.second.is_some() {
            iso.push(':');
            push(iso, stored.second(), 2);
        }
        if self.zone.is_some() {
            iso.push('Z');
        }
    }

    /// The instant as written, or midnight where there is no time; `None` where there is no such day.
    fn instant(self) -> Option<NaiveDateTime> {
        let day = NaiveDate::from_ymd_opt(self.year, self.month?, self.day?)?;
        let time = self.time.unwrap_or(Time { hour: 0, minute: 0, second: None });
        day.and_hms_opt(time.hour, time.minute, time.second.unwrap_or(0))
    }
}

/// Text of fixed widths, read from the front.
struct Fixed<'t>(&'t [u8]);

impl Fixed<'_> {
    /// A number of exactly so many digits.
    fn number(&mut self, digits: usize) -> Option<u32> {
        let (number, rest) = self.0.split_at_checked(digits)?;
        self.0 = rest;
        number.iter().try_fold(0, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + u32::from(byte - b'0')))
    }

    /// Steps over one byte if it is one of these.
    fn take(&mut self, bytes: &[u8]) -> bool {
        match self.0 {
            [first, rest @ ..] if bytes.contains(first) => {
                self.0 = rest;
                true
            }
            _ => false,
        }
    }

    /// `15:01`, `15:01:01` or `15:01:01.79`.
    fn time(&mut self) -> Option<Time> {
        let hour = self.number(2)?;
        let minute = if self.take(b":") { self.number(2)? } else { return None };
        let second = if self.take(b":") { Some(self.number(2)?) } else { None };
        if second.is_some() && self.take(b".,") {
            while self.take(b"0123456789") {}
        }
        Time::new(hour, minute, second)
    }

    /// `Z` or `+01:00`, in minutes east of UTC.
    fn zone(&mut self) -> Option<i32> {
        if self.take(b"Zz") {
            return Some(0);
        }
        let west = self.take(b"-");
        if !west && !self.take(b"+") {
            return None;
        }
        let hours = self.number(2)?;
        let minutes = if self.take(b":") { self.number(2)? } else { return None };
        offset(west, hours, minutes)
    }
}

/// Minutes east of UTC, where there is such an offset.
fn offset(west: bool, hours: u32, minutes: u32) -> Option<i32> {
    let east = (hours * 60 + minutes).cast_signed();
    let offset = if west { -east } else { east };
    (minutes < 60 && OFFSETS.contains(&offset)).then_some(offset)
}

fn day_of(instant: NaiveDateTime) -> String {
    let mut day = String::with_capacity(10);
    push_day(&mut day, instant);
    day
}

fn push_day(iso: &mut String, instant: NaiveDateTime) {
    push(iso, instant.year().cast_unsigned(), 4);
    iso.push('-');
    push(iso, instant.month(), 2);
    iso.push('-');
    push(iso, instant.day(), 2);
}

/// Writes a number with so many digits. Formatting by `write!` takes several times as long.
fn push(iso: &mut String, number: u32, digits: u32) {
    for place in (0..digits).rev() {
        iso.push(char::from(b'0' + (number / 10_u32.pow(place) % 10) as u8));
    }
}
