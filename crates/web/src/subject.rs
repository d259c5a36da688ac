//! What a page of articles is about: a site, an author, a section, a tag, a month or a year.

use url::form_urlencoded;

use crate::links::{field_query, search};
use crate::period::Period;

/// A subject that has a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Subject {
    /// A name in a field of articles.
    Named(Field, String),
    /// A time of publication.
    Time(Period),
}

/// A field whose values have pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Field {
    Site,
    Author,
    Section,
    Tag,
}

impl Field {
    /// Its name in queries and addresses.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Site => "site",
            Self::Author => "author",
            Self::Section => "section",
            Self::Tag => "tag",
        }
    }
}

impl Subject {
    /// The query that finds its articles.
    pub(crate) fn query(&self) -> String {
        match self {
            Self::Named(field, name) => field_query(field.name(), name),
            Self::Time(period) => period.query(),
        }
    }

    /// What stands above its page.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::Named(_, name) => name.clone(),
            Self::Time(period) => period.name(),
        }
    }

    /// What it is.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Named(Field::Site, _) => "Site",
            Self::Named(Field::Author, _) => "Author",
            Self::Named(Field::Section, _) => "Section",
            Self::Named(Field::Tag, _) => "Tag",
            Self::Time(Period::Month { .. }) => "Month",
            Self::Time(Period::Years { .. }) => "Year",
        }
    }

    /// Its page. A name that no path can carry is searched for instead.
    pub(crate) fn link(&self) -> String {
        match self {
            Self::Named(_, name) if matches!(name.as_str(), "" | "." | "..") => search(&self.query(), 1),
            Self::Named(field, name) => format!("/{}/{}", field.name(), segment(name)),
            Self::Time(period @ Period::Month { .. }) => format!("/month/{}", period.iso()),
            Self::Time(period) => format!("/year/{}", period.iso()),
        }
    }

    /// A later part of its list of articles; the first is page 1.
    pub(crate) fn link_to_page(&self, page: u32) -> String {
        let link = self.link();
        let mark = if link.contains('?') { '&' } else { '?' };
        if page > 1 { format!("{link}{mark}page={page}") } else { link }
    }

    /// The feed of its newest articles.
    pub(crate) fn feed_link(&self) -> String {
        let query: String = form_urlencoded::byte_serialize(self.query().as_bytes()).collect();
        format!("/search.atom?q={query}")
    }
}

/// A name as one part of a path, with everything encoded that could mean something there.
fn segment(name: &str) -> String {
    form_urlencoded::byte_serialize(name.as_bytes()).collect::<String>().replace('+', "%20")
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("dw.com", "/site/dw.com")]
    #[case("The Herald", "/site/The%20Herald")]
    #[case("AC/DC 100%", "/site/AC%2FDC%20100%25")]
    #[case("a+b?c#d", "/site/a%2Bb%3Fc%23d")]
    #[case("朝日", "/site/%E6%9C%9D%E6%97%A5")]
    #[case("..", "/search?q=site%3A..")]
    fn names_are_one_part_of_a_path(#[case] name: &str, #[case] expected: &str) {
        assert_eq!(Subject::Named(Field::Site, name.to_owned()).link(), expected);
    }

    #[test]
    fn times_have_pages() {
        let link = |text| Period::parse(text).map(|period| Subject::Time(period).link_to_page(2));
        assert_eq!(link("2022-09").as_deref(), Some("/month/2022-09?page=2"));
        assert_eq!(link("2022").as_deref(), Some("/year/2022?page=2"));
    }
}
