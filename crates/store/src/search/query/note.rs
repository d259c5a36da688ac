//! What could not be understood in a query, and where that stands.

use std::ops::Range;

use serde::Serialize;

/// What could not be understood in a query, and what was done instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QueryNote {
    /// In words, without a point at the end.
    pub message: String,
    /// The place in the query as it was given, from `start` up to but not including `end`, counted in characters
    /// (Unicode scalar values), never empty.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub place: Range<usize>,
}

impl QueryNote {
    /// A note on a place that is given in bytes of the query, at boundaries of characters.
    pub(super) fn at(query: &str, bytes: &Range<usize>, message: String) -> Self {
        let count = |text: Option<&str>| text.map_or(0, |text| text.chars().count());
        let start = count(query.get(..bytes.start));
        let length = count(query.get(bytes.clone()));
        Self { message, place: start..start + length }
    }

    /// A query in three parts: what stands before the place, the place itself, and what stands behind it.
    #[must_use]
    pub fn parts<'q>(&self, query: &'q str) -> [&'q str; 3] {
        let byte = |character: usize| query.char_indices().nth(character).map_or(query.len(), |(byte, _)| byte);
        let (before, rest) = query.split_at(byte(self.place.start));
        let length = rest.char_indices().nth(self.place.len()).map_or(rest.len(), |(byte, _)| byte);
        let (place, behind) = rest.split_at(length);
        [before, place, behind]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_counted_in_characters() {
        let query = "渡轮 (café";
        let note = QueryNote::at(query, &(7..8), "why".to_owned());
        assert_eq!(note.place, 3..4);
        assert_eq!(note.parts(query), ["渡轮 ", "(", "café"]);
        assert_eq!(note.parts("x"), ["x", "", ""], "of another query there is nothing to show");
    }
}
