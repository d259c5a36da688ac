//! What differs between two texts: paragraph by paragraph, and word by word within those that changed.
//!
//! [`Diff::of`] pairs the paragraphs of the two sides, by their folded form first and by the words they share after that.
//! Of the pairs, the heaviest chain that keeps its order on both sides stands in place; the others have moved. The words
//! of a pair are compared by what they say: the shape of quotes and dashes, white space and Unicode forms are no change.
//!
//! A paragraph that was cut into several, or made of several, is known by its words in order, and compared piece by piece.
//!
//! Time is bounded on any input: what would take too long is compared by paragraphs only, and the result says so.

mod align;
mod compare;
mod names;
mod paragraph;
mod pieces;
mod row;
mod segments;
mod similar;
#[cfg(test)]
mod tests;
mod words;

use serde::Serialize;

use crate::Role;

pub use row::{Cell, Mark, Part, Row, RowKind, Segment, SegmentKind, merged};

/// One of the two texts.
#[derive(Debug, Clone, Default)]
pub struct DiffText<'a> {
    /// The title; empty where there is none.
    pub title: &'a str,
    /// The sentence or two under it.
    pub standfirst: Option<&'a str>,
    /// The blocks in order.
    pub blocks: Vec<(Role, &'a str)>,
    /// The language as an ISO 639 code. Names are not looked for where every noun has a capital.
    pub language: Option<&'a str>,
}

/// What differs between two texts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Diff {
    /// How much differs.
    pub summary: DiffSummary,
    /// Both texts side by side. The left cells in order are the whole left text, the right cells the right one; a paragraph
    /// that was split or merged has a cell for each piece.
    pub rows: Vec<Row>,
}

/// How much differs between two texts. Standfirsts count as paragraphs, titles do not.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DiffSummary {
    /// Whether the titles differ in their words.
    pub title_changed: bool,
    /// Paragraphs that are the same on both sides.
    pub same: u64,
    /// Paragraphs in which words changed.
    pub changed: u64,
    /// Paragraphs that stand elsewhere on the right, whether words changed or not.
    pub moved: u64,
    /// Paragraphs of the left that are several on the right.
    pub split: u64,
    /// Paragraphs of the right that are several on the left.
    pub merged: u64,
    /// Paragraphs that only the left side has.
    pub removed: u64,
    /// Paragraphs that only the right side has.
    pub added: u64,
    /// Words on the left; a character of a script without spaces is a word.
    pub left_words: u64,
    /// Words on the right.
    pub right_words: u64,
    /// Words of the left that stand on the right as well, in paired paragraphs.
    pub shared_words: u64,
    /// Shared words in percent of both sides' words: 100 only if all are shared, 0 only if none is.
    pub shared_percent: u8,
    /// Numbers and names that only the left side has, in order, the first of them.
    pub only_left: Vec<String>,
    /// Numbers and names that only the right side has, in order, the first of them.
    pub only_right: Vec<String>,
    /// Whether some paragraphs were too long for a comparison by words and are shown as replaced.
    pub coarse: bool,
}

impl DiffSummary {
    /// Whether the two texts say the same: typography aside, each paragraph stands where it stood.
    #[must_use]
    pub fn is_same(&self) -> bool {
        let others = [self.changed, self.moved, self.split, self.merged, self.removed, self.added];
        !self.title_changed && others == [0; 6]
    }
}

impl Diff {
    /// Compares two texts.
    #[must_use]
    pub fn of(left: &DiffText<'_>, right: &DiffText<'_>) -> Self {
        compare::compare(left, right)
    }
}
