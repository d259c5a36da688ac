//! The words of the Cuttings archive as types, and the pure rules behind them: how a text is normalized, hashed,
//! named and prepared for search. Nothing here reads a file or knows SQLite.
//!
//! A reader makes a [`Draft`]; [`digest()`] turns it into a [`Digested`], which has every hash that the archive needs.

mod block;
mod date;
pub mod diff;
mod digest;
mod draft;
mod id;
mod language;
mod normalize;
mod similarity;
mod site;
mod tokens;
mod url;

pub use block::{Block, Role};
pub use date::Date;
pub use digest::{Digested, DigestedArticle, DigestedBlock, DigestedContent, SearchText, digest};
pub use draft::Draft;
pub use id::{
    ArticleId, ContentId, Fingerprint, Fingerprinter, IdPrefix, MarkId, ParagraphKey, RawId, article_id, content_id,
    mark_id,
};
pub use language::{detect_language, normalize_language};
pub use normalize::{NORMALIZATION_VERSION, collapse_white_space, exact_text, fold_text};
pub use similarity::{CandidateIndex, Depth, Edge, Form, Likeness, Lookup, Relation, Shingles, Sketch, Words, group};
pub use site::normalize_site;
pub use tokens::{is_unspaced, prepare_for_search};
pub use url::canonical_url;
