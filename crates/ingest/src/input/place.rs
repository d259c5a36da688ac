//! Where a stream stands: the input it comes from, and the way to it through containers.

use std::sync::Arc;

/// Stands in a locator between a container and what is in it.
const WITHIN: &str = " › ";

/// The place of a stream.
#[derive(Clone)]
pub(super) struct Place {
    /// The input by name.
    pub(super) source: Arc<str>,
    /// The members that lead to the stream, the outermost first; empty for the input itself.
    members: Vec<String>,
    /// How many containers and compressions were opened to get here.
    pub(super) depth: usize,
}

impl Place {
    /// The input itself.
    pub(super) fn of(source: &str) -> Self {
        Self { source: source.into(), members: Vec::new(), depth: 0 }
    }

    /// A member of the container that stands here.
    pub(super) fn member(&self, name: &str) -> Self {
        let mut members = self.members.clone();
        members.push(printable(name));
        Self { source: Arc::clone(&self.source), members, depth: self.depth + 1 }
    }

    /// The same place after so many compressions were taken off.
    pub(super) fn deeper(&self, levels: usize) -> Self {
        Self { depth: self.depth + levels, ..self.clone() }
    }

    /// The name of the stream: that of the member, or of the input.
    pub(super) fn name(&self) -> &str {
        self.members.last().map_or(&*self.source, String::as_str)
    }

    /// The locator of a record, from what its reader calls it (empty where the record is the whole stream).
    pub(super) fn locator(&self, within: &str) -> String {
        let parts = self.members.iter().map(String::as_str).chain((!within.is_empty()).then_some(within));
        parts.collect::<Vec<_>>().join(WITHIN)
    }
}

/// A name without control characters, which would play tricks on a terminal.
fn printable(name: &str) -> String {
    name.chars().map(|c| if c.is_control() { char::REPLACEMENT_CHARACTER } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locator_leads_through_the_containers_to_the_record() {
        let input = Place::of("a.zip");
        assert_eq!((input.locator("").as_str(), input.locator("line 1").as_str()), ("", "line 1"));
        let inner = input.member("in/b.tar").deeper(1).member("c\u{1b}[2J.jsonl");
        assert_eq!(inner.locator("line 3"), "in/b.tar › c\u{fffd}[2J.jsonl › line 3");
        assert_eq!(inner.locator(""), "in/b.tar › c\u{fffd}[2J.jsonl");
        assert_eq!((inner.name(), inner.depth), ("c\u{fffd}[2J.jsonl", 3));
    }
}
