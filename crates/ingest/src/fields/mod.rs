//! Named fields to drafts: which of a record's names means what, for every format that has names.

mod draft;
mod map;
mod people;
#[cfg(test)]
mod tests;
mod values;

use std::collections::HashMap;
use std::sync::LazyLock;

pub(crate) use draft::make_draft;
pub use map::{FieldMap, FieldMapError};
pub(crate) use people::split_byline;

/// A field of a draft that a record's own field can fill.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The headline.
    Title,
    /// The sentences under the headline.
    Standfirst,
    /// The body.
    Text,
    /// The address.
    Url,
    /// The publishing host or outlet.
    Site,
    /// Who wrote it.
    Author,
    /// When it was published.
    Published,
    /// When it was last changed.
    Modified,
    /// The language.
    Language,
    /// The section of the outlet.
    Section,
    /// Tags or keywords.
    Tags,
    /// The id where the record came from.
    Id,
}

impl Field {
    /// Every field, in the order in which they are listed for people.
    pub const ALL: [Self; 12] = [
        Self::Title,
        Self::Standfirst,
        Self::Text,
        Self::Url,
        Self::Site,
        Self::Author,
        Self::Published,
        Self::Modified,
        Self::Language,
        Self::Section,
        Self::Tags,
        Self::Id,
    ];

    /// The name by which a user maps it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Standfirst => "standfirst",
            Self::Text => "text",
            Self::Url => "url",
            Self::Site => "site",
            Self::Author => "author",
            Self::Published => "published",
            Self::Modified => "modified",
            Self::Language => "language",
            Self::Section => "section",
            Self::Tags => "tags",
            Self::Id => "id",
        }
    }

    /// The field that a record's own name usually means, with the rank of the name within the field, 0 the best.
    pub(crate) fn guess(name: &str) -> Option<(Self, usize)> {
        static BY_NAME: LazyLock<HashMap<&'static str, (Field, usize)>> = LazyLock::new(|| {
            let names = USUAL_NAMES
                .iter()
                .flat_map(|(field, names)| names.iter().enumerate().map(|(rank, name)| (*name, (*field, rank))));
            names.collect()
        });
        // Most names come as they are in the table.
        BY_NAME.get(name).or_else(|| BY_NAME.get(plain_name(name).as_str())).copied()
    }
}

/// A name in the form in which names are compared: lower case, without `_`, `-` and spaces.
fn plain_name(name: &str) -> String {
    name.chars().filter(|c| !matches!(c, '_' | '-' | ' ')).flat_map(char::to_lowercase).collect()
}

/// The usual names of every field in the form of [`plain_name`], the best first: from schema.org, Open Graph, JSON Feed,
/// feed readers, the crawlers newspaper3k, news-please and trafilatura, and research collections.
const USUAL_NAMES: &[(Field, &[&str])] = &[
    (Field::Title, &["title", "headline", "articletitle", "heading", "name"]),
    (
        Field::Standfirst,
        &[
            "standfirst",
            "lede",
            "lead",
            "dek",
            "subheadline",
            "subtitle",
            "description",
            "summary",
            "abstract",
            "teaser",
            "excerpt",
        ],
    ),
    (
        Field::Text,
        &[
            "text",
            "articlebody",
            "maintext",
            "fulltext",
            "bodytext",
            "articletext",
            "maincontent",
            "contenttext",
            "content",
            "body",
            "paragraphs",
        ],
    ),
    (Field::Url, &["url", "canonicalurl", "articleurl", "sourceurl", "link", "permalink", "weburl", "uri"]),
    (
        Field::Site,
        &[
            "site",
            "sitename",
            "newspaper",
            "outlet",
            "publication",
            "publisher",
            "series",
            "source",
            "sourcename",
            "sourcedomain",
            "domain",
            "feed",
        ],
    ),
    (Field::Author, &["authors", "author", "byline", "creator", "creators", "writer", "writers"]),
    (
        Field::Published,
        &[
            "published",
            "datepublished",
            "publishedat",
            "publishdate",
            "publishingdate",
            "publicationdate",
            "datepublish",
            "pubdate",
            "publishedon",
            "date",
            "createdat",
            "timestamp",
            "time",
        ],
    ),
    (
        Field::Modified,
        &["modified", "datemodified", "modifiedat", "datemodify", "updated", "updatedat", "lastmodified"],
    ),
    (Field::Language, &["language", "lang", "inlanguage", "locale"]),
    (Field::Section, &["section", "articlesection", "rubric", "desk", "column", "category"]),
    (Field::Tags, &["tags", "tag", "keywords", "topics", "subjects", "labels", "categories"]),
    (Field::Id, &["id", "articleid", "docid", "guid", "uid", "uuid", "identifier"]),
];
