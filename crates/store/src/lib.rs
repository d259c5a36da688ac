//! The archive file. The only crate that knows rusqlite, SQL or the name of a table.
//!
//! An [`Archive`] is opened for [writing](Archive::open), which migrates it, or for [reading](Archive::open_read_only),
//! which never changes a byte. One [`Import`] at a time writes; readers go on meanwhile.

mod archive;
mod article;
mod capture;
mod check;
mod comparison;
mod decision;
mod desk;
mod error;
mod fingerprint;
mod former;
mod import;
mod likeness;
mod lock;
mod original;
mod reuse;
mod rows;
mod runs;
mod search;
mod ship;
mod stats;
mod stored;
mod story;
mod time_limit;

pub use archive::{Archive, SCHEMA_VERSION};
pub use article::{Article, ArticleBlock, ArticleSummary, BlockHighlight, Elsewhere, Listing};
pub use capture::{Capture, Outcome};
pub use check::{CheckReport, Finding};
pub use comparison::ComparedArticles;
pub use decision::{Decision, ListedDecision};
pub use desk::{
    Anchor, CollectedArticle, Collection, CollectionListing, Colour, FeedEntry, Highlight, LONGEST_NAME, LONGEST_NOTE,
    ListedNote, NewHighlight, Note, NoteListing, Own, OwnTag, SavedSearch,
};
pub use error::ArchiveError;
pub use former::FormerReading;
pub use import::{Counts, Import, Original, ParagraphCounts, Rereading, Sighting};
pub use likeness::{Comparison, ComparisonReport, DedupeReport, Explanation};
pub use reuse::{ParagraphReuse, Reuse, Sharer, SiteReuse, Whose};
pub use runs::{FormatCounts, KeptField, MappedField, NotedCapture, RereadingCounts, Run, RunReport};
pub use search::{
    Facet, FacetValue, Facets, Hit, QueryNote, SearchCache, SearchOrder, SearchPage, SearchRequest, SnippetPart,
    Suggestion, SuggestionKind,
};
pub use ship::ShipReport;
pub use stats::{Stats, TableSize};
pub use stored::StoredRecord;
pub use story::{Story, StoryListing, StoryMember, StoryOrder, StorySummary};

/// What a function of this crate gives.
pub type Result<T, E = ArchiveError> = std::result::Result<T, E>;
