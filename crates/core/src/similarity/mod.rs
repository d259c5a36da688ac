//! Likeness of texts: what is the same, what was changed, what was taken over.

mod candidates;
mod compare;
mod letter;
mod relation;
mod sketch;
mod words;

pub use candidates::{CandidateIndex, Lookup};
pub use compare::{Likeness, Shingles};
pub use relation::Relation;
pub use sketch::Sketch;
pub use words::Words;
