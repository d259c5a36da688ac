//! How changed words are told from the others: by colours, or by signs where there are none.

use anstyle::{AnsiColor, Style};
use cuttings_core::diff::{Segment, SegmentKind};

use super::wrapping::Span;

const REMOVED: Style = AnsiColor::Red.on_default();
const ADDED: Style = AnsiColor::Green.on_default();

/// What tells changed words from the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Marking {
    /// Red and green; numbers and names bold and underlined.
    Colours,
    /// `[-old-]{+new+}`, as wdiff has it.
    Signs,
}

impl Marking {
    /// The segments of one side, or of both merged, of a paragraph in which words changed.
    pub(super) fn changed<'a>(self, segments: impl IntoIterator<Item = &'a Segment>) -> Vec<Span> {
        let mut spans: Vec<Span> = Vec::new();
        let mut last = SegmentKind::Equal;
        for segment in segments {
            if self == Self::Signs && segment.kind != last {
                spans.extend([closing(last), opening(segment.kind)].into_iter().flatten().map(Span::plain));
            }
            // Red and green alone do not keep two words apart.
            if self == Self::Colours && (last, segment.kind) == (SegmentKind::Removed, SegmentKind::Added) {
                spans.push(Span::plain(" "));
            }
            last = segment.kind;
            spans.push(self.span(segment));
        }
        if self == Self::Signs {
            spans.extend(closing(last).map(Span::plain));
        }
        spans
    }

    /// The segments of a paragraph that one side has alone, which the sign before it says.
    pub(super) fn alone<'a>(self, segments: impl IntoIterator<Item = &'a Segment>) -> Vec<Span> {
        segments.into_iter().map(|segment| self.span(segment)).collect()
    }

    fn span(self, segment: &Segment) -> Span {
        let style = match segment.kind {
            _ if self == Self::Signs => Style::new(),
            SegmentKind::Equal => Style::new(),
            SegmentKind::Removed => REMOVED,
            SegmentKind::Added => ADDED,
        };
        let stands_out = self == Self::Colours && segment.mark.is_some();
        Span { text: segment.text.clone(), style: if stands_out { style.bold().underline() } else { style } }
    }
}

fn opening(kind: SegmentKind) -> Option<&'static str> {
    match kind {
        SegmentKind::Equal => None,
        SegmentKind::Removed => Some("[-"),
        SegmentKind::Added => Some("{+"),
    }
}

fn closing(kind: SegmentKind) -> Option<&'static str> {
    match kind {
        SegmentKind::Equal => None,
        SegmentKind::Removed => Some("-]"),
        SegmentKind::Added => Some("+}"),
    }
}
