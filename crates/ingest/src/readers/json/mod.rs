//! JSON documents: a list of objects, one object, objects one after the other, or an object around one list of objects
//! such as `{"articles": […]}`, whose other members are about the list and are passed over. Lines of objects are
//! `jsonl`.

mod close;
mod cut;
mod format;
mod object;
mod opening;
mod repair;
mod scan;
mod shape;

use std::io;
use std::sync::Arc;

use cut::Cutter;
pub(super) use format::{JsonFormat, keep_members, text_of, texts_of};
pub(super) use object::JsonObject;
pub(super) use shape::{Shape, shape};

use super::jsonl::is_json_lines;
use super::{Head, Reader, Stream};
use crate::record::{Flow, RecordSink};

/// The reader of JSON documents.
pub(crate) struct Json;

impl Reader for Json {
    fn name(&self) -> &'static str {
        "json"
    }

    fn recognizes(&self, head: &Head<'_>) -> bool {
        let bytes = head.text_start();
        let Some((first, rest)) = bytes.split_first() else {
            return false;
        };
        let second = rest.trim_ascii_start().first();
        let by_extension = head.extension == "json";
        match first {
            b'[' => by_extension || matches!(second, Some(b'{' | b']')),
            b'{' => (by_extension || matches!(second, Some(b'"' | b'}'))) && !is_json_lines(head),
            _ => false,
        }
    }

    fn cuts_at_ascii(&self) -> bool {
        true
    }

    fn stands_alone(&self, _record: &[u8]) -> Result<(), &'static str> {
        Ok(())
    }

    fn split(&self, stream: Stream<'_>, sink: &mut dyn RecordSink) -> io::Result<Flow> {
        let object = Arc::new(JsonObject::item(Arc::clone(stream.fields)));
        Cutter::new(stream, self.name(), object, sink).cut()
    }
}

/// Whether a line is a whole object.
pub(super) fn is_object(line: &[u8]) -> bool {
    line.starts_with(b"{") && scan::first_value(line) == Some(line)
}

#[cfg(test)]
mod tests;
