//! Likeness of texts: what is the same, what was changed, what was taken over.

mod candidates;
mod compare;
mod form;
mod group;
mod letter;
mod relation;
mod sketch;
mod words;

pub use candidates::{CandidateIndex, Depth, Lookup};
pub use compare::{Likeness, Shingles};
pub use form::Form;
pub use group::{Edge, group};
pub use relation::Relation;
pub use sketch::Sketch;
pub use words::Words;
