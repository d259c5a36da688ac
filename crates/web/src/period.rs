//! Months, years and longer stretches of time: what they are called, and the query for what was published in them.

/// The last year that dates of the archive can have.
const LAST_YEAR: u16 = 9999;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A month, or some years that begin with a round one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Period {
    /// A month, from 1 to 12.
    Month {
        /// Its year.
        year: u16,
        /// Its number.
        month: u8,
    },
    /// Years: 1, 10 or 100 of them.
    Years {
        /// The first.
        first: u16,
        /// How many.
        number: u16,
    },
}

impl Period {
    /// Reads `2022-09` or `2022`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let digits =
            |text: &str, length| (text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit())).then_some(());
        match text.split_once('-') {
            None => {
                digits(text, 4)?;
                Some(Self::Years { first: text.parse().ok()?, number: 1 })
            }
            Some((year, month)) => {
                digits(year, 4).and(digits(month, 2))?;
                let month = month.parse().ok().filter(|month| (1..=12).contains(month))?;
                Some(Self::Month { year: year.parse().ok()?, month })
            }
        }
    }

    /// The year in which it begins.
    pub(crate) fn year(self) -> u16 {
        match self {
            Self::Month { year, .. } => year,
            Self::Years { first, .. } => first,
        }
    }

    /// The one that follows; `None` behind the last.
    pub(crate) fn next(self) -> Option<Self> {
        let next = match self {
            Self::Month { year, month: 12 } => Self::Month { year: year + 1, month: 1 },
            Self::Month { year, month } => Self::Month { year, month: month + 1 },
            Self::Years { first, number } => Self::Years { first: first + number, number },
        };
        (next.year() <= LAST_YEAR).then_some(next)
    }

    /// What people call it: "September 2022", "2022", "2020–2029".
    pub(crate) fn name(self) -> String {
        match self {
            Self::Month { year, month } => format!("{} {year:04}", month_name(month)),
            Self::Years { first, number: 1 } => format!("{first:04}"),
            Self::Years { first, number } => format!("{first:04}–{:04}", first + number - 1),
        }
    }

    /// As it stands in dates: `2022-09`, `2022`.
    pub(crate) fn iso(self) -> String {
        match self {
            Self::Month { year, month } => format!("{year:04}-{month:02}"),
            Self::Years { first, .. } => format!("{first:04}"),
        }
    }

    /// The query for what was published in it.
    pub(crate) fn query(self) -> String {
        match self {
            Self::Years { first, number } if number > 1 => format!("during:{first:04}..{:04}", first + number - 1),
            _ => format!("during:{}", self.iso()),
        }
    }
}

/// The name of a month, from 1 to 12.
pub(crate) fn month_name(month: u8) -> &'static str {
    MONTHS.get(usize::from(month).wrapping_sub(1)).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("2022-09", "September 2022", "during:2022-09")]
    #[case("2022-12", "December 2022", "during:2022-12")]
    #[case("2022", "2022", "during:2022")]
    #[case("0987-01", "January 0987", "during:0987-01")]
    #[case("9999", "9999", "during:9999")]
    #[case("9999-12", "December 9999", "during:9999-12")]
    fn periods_have_names_and_queries(#[case] text: &str, #[case] name: &str, #[case] query: &str) {
        let period = Period::parse(text).expect("a period");
        assert_eq!((period.name().as_str(), period.query().as_str(), period.iso().as_str()), (name, query, text));
    }

    #[rstest]
    #[case("")]
    #[case("22")]
    #[case("2022-13")]
    #[case("2022-00")]
    #[case("2022-9")]
    #[case("2022-09-01")]
    #[case("+022")]
    #[case("２０２２")]
    fn other_texts_are_none(#[case] text: &str) {
        assert_eq!(Period::parse(text), None);
    }

    #[test]
    fn a_decade_says_its_years() {
        let decade = Period::Years { first: 1980, number: 10 };
        assert_eq!((decade.name(), decade.query()), ("1980–1989".to_owned(), "during:1980..1989".to_owned()));
    }
}
