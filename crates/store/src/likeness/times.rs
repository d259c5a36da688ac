//! When contents were published: only those of the same or of neighbouring months are compared, unless all times are
//! asked for.

use rusqlite::{Connection, Rows};

/// One publication of a content, as precisely as is known. An undated one is near to all others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Publication {
    pub(super) content: i64,
    /// What contents are ordered by: the days since the year 0, each month counted as 31; the last of all if undated.
    day: i32,
    /// Months since the year 0.
    first_month: i32,
    last_month: i32,
}

impl Publication {
    fn undated(content: i64) -> Self {
        Self { content, day: i32::MAX, first_month: i32::MIN, last_month: i32::MAX }
    }

    /// From the beginning of an ISO date: `1987`, `1987-02`, `1987-02-26…`.
    fn new(content: i64, published: &str) -> Option<Self> {
        let number = |from: usize, to: usize| published.get(from..to).and_then(|digits| digits.parse::<i32>().ok());
        let (year, month, day) = (number(0, 4)?, number(5, 7), number(8, 10));
        let (first_month, last_month) = month.map_or((year * 12, year * 12 + 11), |month| {
            let month = year * 12 + month - 1;
            (month, month)
        });
        Some(Self { content, day: first_month * 31 + day.unwrap_or(1), first_month, last_month })
    }

    fn is_near(&self, other: &Self) -> bool {
        self.first_month.saturating_sub(1) <= other.last_month && other.first_month.saturating_sub(1) <= self.last_month
    }
}

/// The publications of contents.
#[derive(Debug, Default)]
pub(super) struct Calendar {
    /// Sorted by content, and by day within one.
    publications: Vec<Publication>,
}

impl Calendar {
    /// Of all contents.
    pub(super) fn read(connection: &Connection) -> rusqlite::Result<Self> {
        Self::gather(connection.prepare_cached("SELECT content_id, published FROM articles")?.query([])?)
    }

    /// Of these contents.
    pub(super) fn read_of(connection: &Connection, contents: &[i64]) -> rusqlite::Result<Self> {
        let mut statement =
            connection.prepare_cached("SELECT content_id, published FROM articles WHERE content_id = ?1")?;
        let mut all = Self::default();
        for &content in contents {
            all.publications.extend(Self::gather(statement.query([content])?)?.publications);
        }
        all.publications.sort_unstable();
        Ok(all)
    }

    /// Of those contents that may be near to these: all, where one of these is undated.
    pub(super) fn read_near(&self, connection: &Connection) -> rusqlite::Result<Self> {
        let first = self.publications.iter().map(|one| one.first_month).min().unwrap_or_default();
        let last = self.publications.iter().map(|one| one.last_month).max().unwrap_or_default();
        if first == i32::MIN {
            return Self::read(connection);
        }
        // A year alone sorts before its first month; the end is a month later than the last that is near.
        let bounds = (format!("{:04}", (first - 1).div_euclid(12)), iso_month(last + 2));
        let mut statement = connection.prepare_cached(include_str!("get_publications_near.sql"))?;
        Self::gather(statement.query(bounds)?)
    }

    fn gather(mut rows: Rows<'_>) -> rusqlite::Result<Self> {
        let mut publications = Vec::new();
        while let Some(row) = rows.next()? {
            let content = row.get(0)?;
            let published = row.get_ref(1)?.as_str_or_null().ok().flatten();
            let publication = published.and_then(|published| Publication::new(content, published));
            publications.push(publication.unwrap_or_else(|| Publication::undated(content)));
        }
        publications.sort_unstable();
        Ok(Self { publications })
    }

    /// The contents, the earliest first.
    pub(super) fn in_order(&self) -> Vec<i64> {
        let contents = self.publications.chunk_by(|one, next| one.content == next.content);
        let mut order: Vec<(i32, i64)> = contents.map(|one| (one[0].day, one[0].content)).collect();
        order.sort_unstable();
        order.into_iter().map(|(_, content)| content).collect()
    }

    /// Whether two contents were published in the same month or in neighbouring ones.
    pub(super) fn are_near(&self, one: i64, other: i64) -> bool {
        let other = self.of(other);
        self.of(one).iter().any(|one| other.iter().any(|other| one.is_near(other)))
    }

    fn of(&self, content: i64) -> &[Publication] {
        let begin = self.publications.partition_point(|one| one.content < content);
        let number = self.publications[begin..].iter().take_while(|one| one.content == content).count();
        &self.publications[begin..begin + number]
    }
}

fn iso_month(month: i32) -> String {
    format!("{:04}-{:02}", month.div_euclid(12), month.rem_euclid(12) + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(one: &str, other: &str) -> bool {
        let [one, other] = [(1, one), (2, other)].map(|(content, published)| {
            Publication::new(content, published).unwrap_or_else(|| Publication::undated(content))
        });
        Calendar { publications: vec![one, other] }.are_near(1, 2)
    }

    #[test]
    fn neighbouring_months_are_near() {
        assert!(near("2024-01-31", "2024-02-29T10:00:00Z"));
        assert!(near("2023-12-01", "2024-01-31"));
        assert!(!near("2024-01-31", "2024-03-01"));
        assert!(!near("2023-03-01", "2024-03-01"));
    }

    #[test]
    fn what_is_known_less_precisely_is_near_to_more() {
        assert!(near("2024", "2024-11-05"));
        assert!(near("2024", "2025-01-05"));
        assert!(!near("2024", "2025-02-05"));
        assert!(near("", "1987-02-26"));
    }

    #[test]
    fn a_content_is_near_where_any_of_its_publications_is() {
        let publications = [(1, "2019-05-01"), (1, "2023-05-01"), (2, "2023-06-01"), (3, "2021-06-01")];
        let publications = publications.map(|(content, day)| Publication::new(content, day).expect("a date")).to_vec();
        let calendar = Calendar { publications };
        assert!(calendar.are_near(1, 2));
        assert!(!calendar.are_near(1, 3));
        assert_eq!(calendar.in_order(), [1, 3, 2]);
    }
}
