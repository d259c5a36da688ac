//! Dates as people write them: "3 March 2024", "March 2024", "2024", "3 March 2024, 08:30 UTC".

use maud::{Markup, html};

use crate::period::month_name;

/// The day of a date as it is stored, or the month or year where that is all that is known.
pub(super) fn day(iso: &str) -> Markup {
    time(iso, Date::read(iso).map(|date| date.day()))
}

/// A date as it is stored, with its time.
pub(super) fn instant(iso: &str) -> Markup {
    time(iso, Date::read(iso).map(|date| date.instant()))
}

/// Whether a text is a date as they are stored.
pub(super) fn is_date(iso: &str) -> bool {
    Date::read(iso).is_some()
}

/// From one date to another.
pub(super) fn range(first: &str, last: &str) -> Markup {
    let words = |iso| Date::read(iso).map(|date| date.day());
    html! { (day(first)) @if words(first) != words(last) { " – " (day(last)) } }
}

/// A text that is no date, as a foreign file may have it, is shown as it is.
fn time(iso: &str, words: Option<String>) -> Markup {
    html! {
        @if let Some(words) = words { time datetime=(iso) { (words) } } @else { bdi { (iso) } }
    }
}

/// A stored date in its parts.
struct Date<'a> {
    year: &'a str,
    month: Option<&'static str>,
    day: Option<u8>,
    /// Hours and minutes.
    time: Option<&'a str>,
    utc: bool,
}

impl<'a> Date<'a> {
    fn read(iso: &'a str) -> Option<Self> {
        let (date, time) = iso.split_once('T').map_or((iso, None), |(date, time)| (date, Some(time)));
        let mut parts = date.split('-');
        let year = parts.next().filter(|year| year.len() == 4 && is_digits(year))?;
        let month = parts.next().map(|month| two_digits(month, 1..=12)).map_or(Some(None), |month| month.map(Some))?;
        let day = parts.next().map(|day| two_digits(day, 1..=31)).map_or(Some(None), |day| day.map(Some))?;
        let time = time.map(hours_and_minutes).map_or(Some(None), |time| time.map(Some))?;
        let fits = parts.next().is_none() && (time.is_none() || day.is_some());
        let month = month.map(month_name);
        fits.then_some(Self { year, month, day, time, utc: iso.ends_with('Z') })
    }

    fn day(&self) -> String {
        match (self.month, self.day) {
            (Some(month), Some(day)) => format!("{day} {month} {}", self.year),
            (Some(month), None) => format!("{month} {}", self.year),
            _ => self.year.to_owned(),
        }
    }

    fn instant(&self) -> String {
        let zone = if self.utc { " UTC" } else { "" };
        self.time.map_or_else(|| self.day(), |time| format!("{}, {time}{zone}", self.day()))
    }
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

fn two_digits(text: &str, range: std::ops::RangeInclusive<u8>) -> Option<u8> {
    let number = text.parse().ok().filter(|number| range.contains(number))?;
    (text.len() == 2 && is_digits(text)).then_some(number)
}

fn hours_and_minutes(time: &str) -> Option<&str> {
    let (hours, minutes) = (time.get(..2)?, time.get(3..5)?);
    let fits =
        two_digits(hours, 0..=23).is_some() && two_digits(minutes, 0..=59).is_some() && time[2..].starts_with(':');
    fits.then(|| &time[..5])
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("2024", "2024", "2024")]
    #[case("2024-03", "March 2024", "March 2024")]
    #[case("2024-03-03", "3 March 2024", "3 March 2024")]
    #[case("1987-02-26T15:01", "26 February 1987", "26 February 1987, 15:01")]
    #[case("2024-03-03T08:30:00Z", "3 March 2024", "3 March 2024, 08:30 UTC")]
    fn dates_are_as_precise_as_they_are_known(#[case] iso: &str, #[case] day: &str, #[case] instant: &str) {
        let date = Date::read(iso).expect("a date");
        assert_eq!((date.day().as_str(), date.instant().as_str()), (day, instant));
    }

    #[rstest]
    #[case("")]
    #[case("24-03-03")]
    #[case("2024-13")]
    #[case("2024-00-01")]
    #[case("2024-3-1")]
    #[case("2024-03-03T8:30")]
    #[case("2024-03-03T25:30")]
    #[case("2024T08:30")]
    #[case("2024-03-03-04")]
    #[case("二〇二四")]
    fn what_is_no_date_is_shown_as_it_is(#[case] text: &str) {
        assert!(Date::read(text).is_none());
        assert_eq!(instant(text).into_string(), format!("<bdi>{text}</bdi>"));
    }
}
