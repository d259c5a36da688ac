//! Dates of publication: read from many shapes, kept as precise as they were given and no more.

use std::fmt;

/// A date or an instant, in ISO 8601 cut off at the precision that is known: `1987`, `1987-02`, `1987-02-26`,
/// `1987-02-26T15:01`, `1987-02-26T15:01:01Z`. A trailing `Z` means that the zone was known and the time is UTC; without
/// it the time is the unknown local one. Such texts sort by time as plain text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    iso: String,
    offset: Option<i32>,
}

impl Date {
    /// Reads a date, or `None` where the text is not one.
    #[must_use]
    pub fn parse(_text: &str) -> Option<Self> {
        None
    }

    /// A date as it was stored.
    #[must_use]
    pub fn from_iso(iso: &str, offset: Option<i32>) -> Option<Self> {
        Some(Self { iso: iso.to_owned(), offset })
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
        self.iso.chars().take(10).collect()
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.iso)
    }
}
