//! Dates of publication as numbers that are in the same order as the texts.

/// When an article was published; the least where that is not known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Published(pub(crate) u64);

/// How many values each part can have, from the month to the second. 0 is for a part that is not known.
const RANGES: [u64; 5] = [13, 32, 25, 61, 61];

impl Published {
    /// From a date as the archive has it: `1987`, `1987-02`, `1987-02-26`, `1987-02-26T15:01:01Z`.
    pub(crate) fn of(text: Option<&str>) -> Self {
        let Some(text) = text else { return Self::default() };
        let mut parts = text.trim_end_matches('Z').split(['-', 'T', ':']).map(|part| part.parse::<u64>().ok());
        let year = parts.next().flatten().unwrap_or_default();
        let value = RANGES.iter().zip(0..).fold(year, |value, (range, place)| {
            let part = parts.next().flatten();
            // Hours and what follows begin at 0, months and days at 1.
            let part = part.map_or(0, |part| if place < 2 { part } else { part + 1 });
            value * range + part.min(range - 1)
        });
        Self(value)
    }

    /// A number for year and month, which [`split_month`](Self::split_month) undoes; 0 where no date is known.
    pub(crate) fn month_number(self) -> u32 {
        const PARTS_OF_A_MONTH: u64 = RANGES[1] * RANGES[2] * RANGES[3] * RANGES[4];
        (self.0 / PARTS_OF_A_MONTH) as u32
    }

    /// Year and month; the month is 0 where only the year is known.
    pub(crate) fn split_month(number: u32) -> (u32, u32) {
        (number / RANGES[0] as u32, number % RANGES[0] as u32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_in_the_order_of_their_texts() {
        let texts = [
            "0987-12",
            "1987",
            "1987-02",
            "1987-02-26",
            "1987-02-26T00:00:00Z",
            "1987-02-26T15:01:00Z",
            "1987-02-26T15:01:59Z",
            "1987-02-27",
            "1987-03",
            "1988",
        ];
        let dates = texts.map(|text| Published::of(Some(text)));
        assert!(dates.is_sorted_by(|one, other| one < other), "{dates:?}");
        assert!(Published::of(None) < dates[0]);
        assert_eq!(Published::split_month(dates[1].month_number()), (1987, 0));
        assert_eq!(Published::split_month(dates[6].month_number()), (1987, 2));
        assert_eq!(Published::default().month_number(), 0);
    }
}
