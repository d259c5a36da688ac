//! Lags: how long after one date another lies, as precisely as both are known.

use super::dates;
use super::numbers::counted;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// How precisely a date is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Precision {
    Year,
    Month,
    Day,
    Instant,
}

/// A date as a place in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment {
    /// Seconds since 1970, at the beginning of the year, month or day where that is all that is known.
    pub(super) start: i64,
    pub(super) precision: Precision,
    year: i64,
    month: i64,
}

impl Moment {
    /// Reads a date as it is stored; none where it is no date.
    pub(super) fn read(iso: &str) -> Option<Self> {
        if !dates::is_date(iso) {
            return None;
        }
        let part = |range: std::ops::Range<usize>| iso.get(range).and_then(|digits| digits.parse::<i64>().ok());
        let year = part(0..4)?;
        let (month, day, minutes) = (part(5..7), part(8..10), part(11..13).zip(part(14..16)));
        let precision = match (month, day, minutes) {
            (_, _, Some(_)) => Precision::Instant,
            (_, Some(_), _) => Precision::Day,
            (Some(_), ..) => Precision::Month,
            _ => Precision::Year,
        };
        let (hour, minute) = minutes.unwrap_or_default();
        let time = hour * HOUR + minute * MINUTE + part(17..19).unwrap_or_default();
        let month = month.unwrap_or(1);
        Some(Self { start: days(year, month, day.unwrap_or(1)) * DAY + time, precision, year, month })
    }

    /// How long after `first` this is, in words.
    pub(super) fn after(&self, first: &Self) -> String {
        match self.precision.min(first.precision) {
            Precision::Year => after_years(self.year - first.year),
            Precision::Month => after_months((self.year - first.year) * 12 + self.month - first.month),
            Precision::Day => match self.start.div_euclid(DAY) - first.start.div_euclid(DAY) {
                ..=0 => "same day".to_owned(),
                days => format!("+{}", span(days * DAY)),
            },
            Precision::Instant => match self.start - first.start {
                ..MINUTE => "same minute".to_owned(),
                seconds => format!("+{}", span(seconds)),
            },
        }
    }
}

/// A length of time in seconds, in its one or two largest units: "3 h 12 min", "2 days 4 h".
pub(super) fn span(seconds: i64) -> String {
    let number = |number: i64, one, many| counted(number.unsigned_abs(), one, many).replace(' ', "\u{a0}");
    let (years, days) = (seconds * 100 / (36_525 * DAY), seconds / DAY);
    let (large, small) = if years > 0 {
        (number(years, "year", "years"), (days - years * 36_525 / 100, "day", "days"))
    } else if days > 0 {
        (number(days, "day", "days"), if days < 30 { (seconds % DAY / HOUR, "h", "h") } else { (0, "", "") })
    } else if seconds >= HOUR {
        (number(seconds / HOUR, "h", "h"), (seconds % HOUR / MINUTE, "min", "min"))
    } else {
        (number(seconds / MINUTE, "min", "min"), (0, "", ""))
    };
    if small.0 == 0 { large } else { format!("{large} {}", number(small.0, small.1, small.2)) }
}

fn after_years(years: i64) -> String {
    if years <= 0 {
        return "same year".to_owned();
    }
    format!("+{}", counted(years.unsigned_abs(), "year", "years"))
}

fn after_months(months: i64) -> String {
    if months <= 0 {
        return "same month".to_owned();
    }
    format!("+{}", counted(months.unsigned_abs(), "month", "months"))
}

/// Days from 1970-01-01 to a day of the Gregorian calendar; counted in years that begin with March, so that the day of
/// a leap year comes last (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + of_year - 719_468
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("2024-03-02T08:20:00Z", "2024-03-02T08:20:59Z", "same minute")]
    #[case("2024-03-02T08:20:00Z", "2024-03-02T08:32:00Z", "+12\u{a0}min")]
    #[case("2024-03-02T08:20:00Z", "2024-03-02T11:32:00Z", "+3\u{a0}h 12\u{a0}min")]
    #[case("2024-02-28T22:00:00Z", "2024-03-01T22:00:00Z", "+2\u{a0}days")]
    #[case("2024-02-28T22:00", "2024-03-01T23:00", "+2\u{a0}days 1\u{a0}h")]
    #[case("1999-12-31T12:00:00Z", "2001-01-01T12:00:00Z", "+1\u{a0}year 2\u{a0}days")]
    #[case("2024-03-02T08:20:00Z", "2024-03-02", "same day")]
    #[case("2024-03-02", "2024-03-02T08:20:00Z", "same day")]
    #[case("2024-03-02T23:59:00Z", "2024-03-03", "+1\u{a0}day")]
    #[case("2023-12", "2024-02-28", "+2 months")]
    #[case("2024-02", "2024-02-28", "same month")]
    #[case("2023", "2024-02-28", "+1 year")]
    fn lags_are_as_precise_as_both_dates(#[case] first: &str, #[case] later: &str, #[case] expected: &str) {
        let [first, later] = [first, later].map(|iso| Moment::read(iso).expect("a date"));
        assert_eq!(later.after(&first), expected);
    }

    #[rstest]
    #[case("1970-01-01", 0)]
    #[case("2000-02-29", 951_782_400)]
    #[case("1969-12-31T23:59:59Z", -1)]
    fn moments_count_from_1970(#[case] iso: &str, #[case] seconds: i64) {
        assert_eq!(Moment::read(iso).map(|moment| moment.start), Some(seconds));
    }

    #[test]
    fn what_is_no_date_is_no_moment() {
        assert_eq!(Moment::read("2024-13-01"), None);
        assert_eq!(Moment::read("<script>"), None);
    }
}
