//! Formats of JSON that say themselves what their members mean, known by the names that their records have.

use std::io;
use std::sync::Arc;

use cuttings_core::Draft;
use serde_json::{Map, Value};

use super::cut::Cutter;
use super::object::{JsonObject, ReadObject};
use super::shape::first_names;
use crate::FieldMap;
use crate::readers::{Head, Reader, Stream};
use crate::record::{Flow, RecordSink};

/// A format of JSON whose records are objects in a list, in an object around one, or one after the other.
pub(crate) struct JsonFormat {
    pub(crate) name: &'static str,
    /// All of these names are in the first record…
    pub(crate) all: &'static [&'static str],
    /// …and one of these.
    pub(crate) any: &'static [&'static str],
    pub(crate) read: ReadObject,
}

impl Reader for JsonFormat {
    fn name(&self) -> &'static str {
        self.name
    }

    fn recognizes(&self, head: &Head<'_>) -> bool {
        let names = first_names(head.text_start());
        !names.is_empty()
            && self.all.iter().all(|name| names.contains(name))
            && self.any.iter().any(|name| names.contains(name))
    }

    fn cuts_at_ascii(&self) -> bool {
        true
    }

    fn split(&self, stream: Stream<'_>, sink: &mut dyn RecordSink) -> io::Result<Flow> {
        // Names that the user gave go before what the format says.
        let is_plain = **stream.fields == FieldMap::default();
        let fields = Arc::clone(stream.fields);
        let object = if is_plain { JsonObject::of_format(self.read) } else { JsonObject::item(fields) };
        Cutter::new(stream, self.name, Arc::new(object), sink).cut()
    }
}

/// The text or number under a name, if it says anything.
pub(crate) fn text_of(object: &Map<String, Value>, name: &str) -> Option<String> {
    let text = match object.get(name)? {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    Some(text).filter(|text| !text.is_empty())
}

/// The texts of a list under a name; of objects in it, the text under `name` or `title`.
pub(crate) fn texts_of(object: &Map<String, Value>, name: &str) -> Vec<String> {
    let Some(Value::Array(items)) = object.get(name) else { return vec![] };
    let text = |item: &Value| match item {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Object(inner) => text_of(inner, "name").or_else(|| text_of(inner, "title")),
        _ => None,
    };
    items.iter().filter_map(text).collect()
}

/// Keeps in `extra` what has a scalar value under these names.
pub(crate) fn keep_members(draft: &mut Draft, object: &Map<String, Value>, names: &[&str]) {
    for name in names {
        let says = |value: &&Value| match value {
            Value::String(text) => !text.trim().is_empty(),
            Value::Bool(_) | Value::Number(_) => true,
            _ => false,
        };
        if let Some(value) = object.get(*name).filter(says) {
            draft.extra.insert((*name).to_owned(), value.clone());
        }
    }
}
