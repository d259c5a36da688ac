//! The scale of a timeline: where a lag stands between the first publication and the last, and what is written there.

use super::super::lag::span;
use super::super::numbers::counted;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
const YEAR: i64 = 36_525 * DAY / 100;

/// Steps between ticks that people count in.
const STEPS: [i64; 25] = [
    MINUTE,
    2 * MINUTE,
    5 * MINUTE,
    10 * MINUTE,
    15 * MINUTE,
    30 * MINUTE,
    HOUR,
    2 * HOUR,
    3 * HOUR,
    6 * HOUR,
    12 * HOUR,
    DAY,
    2 * DAY,
    5 * DAY,
    10 * DAY,
    20 * DAY,
    50 * DAY,
    100 * DAY,
    YEAR,
    2 * YEAR,
    5 * YEAR,
    10 * YEAR,
    20 * YEAR,
    50 * YEAR,
    100 * YEAR,
];
/// Ticks where each step is longer than the one before.
const GROWING: [i64; 12] =
    [MINUTE, 5 * MINUTE, 20 * MINUTE, HOUR, 4 * HOUR, DAY, 4 * DAY, 20 * DAY, 100 * DAY, YEAR, 10 * YEAR, 100 * YEAR];
/// Ticks that have room on a phone, the one at the beginning left out.
const MOST_TICKS: i64 = 5;
/// The least distance between two ticks, as a part of the whole.
const LEAST_DISTANCE: f64 = 0.12;

/// From lags to places.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Scale {
    longest: i64,
    /// Whether each step is longer than the one before.
    pub(super) grows: bool,
}

impl Scale {
    /// The scale for these lags in seconds, sorted. Where most of them come soon and a few come late, steps grow: a
    /// story that everybody ran in a day and one more site a year later would otherwise be two dots.
    pub(super) fn of(lags: &[i64]) -> Self {
        let longest = lags.last().copied().unwrap_or_default().max(MINUTE);
        let most = lags.get(lags.len() * 3 / 4).copied().unwrap_or_default();
        Self { longest, grows: lags.len() > 2 && most < longest / 6 && longest > HOUR }
    }

    /// Where a lag stands: 0 to 1.
    pub(super) fn place(&self, lag: i64) -> f64 {
        let measure = |lag: i64| if self.grows { (lag as f64 / MINUTE as f64).ln_1p() } else { lag as f64 };
        (measure(lag.max(0)) / measure(self.longest)).clamp(0.0, 1.0)
    }

    /// What is written along it: places and words, the first publication's left out.
    pub(super) fn ticks(&self) -> Vec<(f64, String)> {
        if self.grows {
            return self.growing_ticks();
        }
        let step = STEPS.into_iter().find(|step| self.longest / step <= MOST_TICKS);
        let step = step.unwrap_or(self.longest / MOST_TICKS / YEAR * YEAR).max(MINUTE);
        // Days are counted on, for "400 days" stands between 300 and 500 where "1 year 35 days" does not.
        let words = |lag: i64| match lag / DAY {
            days if lag % DAY == 0 && step < YEAR => counted(days.unsigned_abs(), "day", "days").replace(' ', "\u{a0}"),
            _ => span(lag),
        };
        (1..=self.longest / step).map(|tick| (self.place(tick * step), words(tick * step))).collect()
    }

    fn growing_ticks(&self) -> Vec<(f64, String)> {
        let mut ticks: Vec<(f64, String)> = Vec::new();
        for lag in GROWING.into_iter().filter(|&lag| lag <= self.longest) {
            let place = self.place(lag);
            if place - ticks.last().map_or(0.0, |last| last.0) >= LEAST_DISTANCE {
                ticks.push((place, span(lag)));
            }
        }
        ticks
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn words(lags: &[i64]) -> Vec<String> {
        Scale::of(lags).ticks().into_iter().map(|(_, words)| words.replace('\u{a0}', " ")).collect()
    }

    #[rstest]
    #[case(&[0, 0], &["1 min"])]
    #[case(&[0, 40 * MINUTE], &["10 min", "20 min", "30 min", "40 min"])]
    #[case(&[0, HOUR, 2 * DAY], &["12 h", "1 day", "1 day 12 h", "2 days"])]
    #[case(&[0, 450 * DAY], &["100 days", "200 days", "300 days", "400 days"])]
    #[case(&[0, 3 * YEAR], &["1 year", "2 years", "3 years"])]
    #[case(&[0, 3000 * YEAR], &["600 years", "1,200 years", "1,800 years", "2,400 years", "3,000 years"])]
    fn even_steps_are_ones_that_people_count_in(#[case] lags: &[i64], #[case] expected: &[&str]) {
        assert_eq!(words(lags), expected);
    }

    #[test]
    fn steps_grow_where_a_few_come_late() {
        let lags = [0, 4 * MINUTE, 10 * MINUTE, HOUR, 2 * YEAR];
        let scale = Scale::of(&lags);
        assert!(scale.grows);
        assert_eq!(words(&lags), ["5 min", "1 h", "1 day", "20 days", "1 year"]);
        assert!(scale.place(HOUR) > 0.25, "{}", scale.place(HOUR));
    }

    #[test]
    fn places_lie_between_the_ends_in_the_order_of_time() {
        for lags in [vec![0, DAY], vec![0, 1, 2, 3, 400 * DAY]] {
            let scale = Scale::of(&lags);
            let places: Vec<f64> = lags.iter().map(|&lag| scale.place(lag)).collect();
            assert!(places.is_sorted(), "{places:?}");
            assert!(places[0].abs() < 1e-9 && (places[places.len() - 1] - 1.0).abs() < 1e-9, "{places:?}");
        }
    }
}
