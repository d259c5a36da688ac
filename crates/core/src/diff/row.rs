//! The answer: rows of cells, and cells of segments.

use serde::Serialize;

use crate::Role;

/// A paragraph, or a piece of one, of one side or of both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Row {
    /// What became of it.
    pub kind: RowKind,
    /// The paragraph on the left. A moved paragraph has a row where it was and another where it is.
    pub left: Option<Cell>,
    /// The paragraph on the right.
    pub right: Option<Cell>,
    /// Of a moved paragraph, its position on the other side.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub moved: Option<u32>,
    /// Whether the words were not compared, because there are too many.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub coarse: bool,
}

/// What became of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RowKind {
    /// The same words on both sides.
    Same,
    /// Words changed.
    Changed,
    /// It stands elsewhere on the other side.
    Moved,
    /// A piece of a paragraph of the left, which is a paragraph of its own on the right. The pieces follow each other.
    Split,
    /// A paragraph of the left, which is a piece of one on the right. The pieces follow each other.
    Merged,
    /// Only the left side has it.
    Removed,
    /// Only the right side has it.
    Added,
}

/// A paragraph of one side or a piece of it, cut where it changes. The segments together are its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Cell {
    /// The part of the text that it is.
    pub part: Part,
    /// What kind of block it is.
    pub role: Role,
    /// Its place among the blocks, from 1; 0 for title and standfirst.
    pub position: u32,
    /// Its text.
    pub segments: Vec<Segment>,
}

impl Cell {
    /// The whole text.
    #[must_use]
    pub fn text(&self) -> String {
        self.segments.iter().map(|segment| segment.text.as_str()).collect()
    }
}

/// A part of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// The headline.
    Title,
    /// What stands under it.
    Standfirst,
    /// A block of the text.
    Block,
}

/// A run of text with one fate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Segment {
    /// What became of it.
    pub kind: SegmentKind,
    /// What stands out in it, if it changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mark: Option<Mark>,
    /// The text.
    pub text: String,
}

/// What became of a run of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SegmentKind {
    /// It stands on the other side as well.
    Equal,
    /// Only the left side has it.
    Removed,
    /// Only the right side has it.
    Added,
}

/// What readers look for first among changed words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// A token with digits, or a sign of percent or money.
    Number,
    /// A word that somewhere in the two texts has a capital within a sentence.
    Name,
}

/// Both sides of a changed paragraph as one text: what was removed before what was added. Equal segments stand on both
/// sides in the same number; of two, the one with more white space is given, so that nothing runs together.
pub fn merged<'a>(left: &'a [Segment], right: &'a [Segment]) -> impl Iterator<Item = &'a Segment> {
    let (mut left, mut right) = (left.iter().peekable(), right.iter().peekable());
    let is_changed = |segment: &&Segment| segment.kind != SegmentKind::Equal;
    std::iter::from_fn(move || {
        if let Some(segment) = left.next_if(is_changed).or_else(|| right.next_if(is_changed)) {
            return Some(segment);
        }
        match (left.next(), right.next()) {
            (Some(left), Some(right)) if left.text.chars().count() > right.text.chars().count() => Some(left),
            (left, right) => right.or(left),
        }
    })
}
