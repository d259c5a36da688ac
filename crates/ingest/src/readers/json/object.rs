//! One JSON object to a draft.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use cuttings_core::Draft;
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::error::Category;
use serde_json::{Map, Value};

use super::close::close;
use super::repair::repair;
use crate::FieldMap;
use crate::fields::make_draft;
use crate::readers::check_value_count;
use crate::record::{ReadRecord, Rejection};
use crate::text_encoding::decode;

/// Makes a draft of an object of a format that says what its members mean.
pub(crate) type ReadObject = fn(&Map<String, Value>) -> Result<Draft, Rejection>;

/// Reads an object's members as fields.
pub(crate) struct JsonObject {
    fields: Arc<FieldMap>,
    /// What reads the members instead of their usual names.
    read: Option<ReadObject>,
    /// Whether the object is on one line, which shortens what is said of a place in it.
    one_line: bool,
}

impl JsonObject {
    /// Reads a line of JSON Lines.
    pub(crate) fn line(fields: Arc<FieldMap>) -> Self {
        Self { fields, read: None, one_line: true }
    }

    /// Reads an item of a document.
    pub(crate) fn item(fields: Arc<FieldMap>) -> Self {
        Self { fields, read: None, one_line: false }
    }

    /// Reads an item of a document of a known format.
    pub(crate) fn of_format(read: ReadObject) -> Self {
        Self { fields: Arc::default(), read: Some(read), one_line: false }
    }

    fn make_draft(&self, Members(members): Members<'_>) -> Result<Draft, Rejection> {
        match self.read {
            // Of members with the same name the first is taken.
            Some(read) => read(&members.into_iter().rev().map(|(name, value)| (name.into_owned(), value)).collect()),
            None => make_draft(members, &self.fields),
        }
    }

    fn reject(&self, error: &serde_json::Error) -> Rejection {
        if error.classify() == Category::Data {
            return Rejection::new("is not a JSON object");
        }
        let message = error.to_string();
        let what = message.rsplit_once(" at line ").map_or(message.as_str(), |(what, _)| what);
        let (line, column) = (error.line(), error.column());
        Rejection::new(if self.one_line {
            format!("is not valid JSON: {what} at column {column}")
        } else {
            format!("is not valid JSON: {what} at line {line}, column {column} of the item")
        })
    }
}

impl ReadRecord for JsonObject {
    fn read(&self, bytes: &[u8]) -> Result<Draft, Rejection> {
        check_value_count(bytes, memchr::memchr3_iter(b',', b'[', b'{', bytes))?;
        let decoded = decode(bytes);
        let mut draft = match serde_json::from_str::<Members<'_>>(&decoded.text) {
            Ok(members) => self.make_draft(members)?,
            Err(error) => {
                let mended = repair(&decoded.text).ok_or_else(|| self.reject(&error))?;
                let members: Members<'_> = serde_json::from_str(&mended).map_err(|_| self.reject(&error))?;
                let mut draft = self.make_draft(members)?;
                draft
                    .notes
                    .push("mended invalid JSON: lone surrogates became U+FFFD, NaN and Infinity null".to_owned());
                draft
            }
        };
        draft.notes.extend(decoded.note);
        Ok(draft)
    }

    fn salvage(&self, bytes: &[u8]) -> Result<Draft, Rejection> {
        check_value_count(bytes, memchr::memchr3_iter(b',', b'[', b'{', bytes))?;
        let decoded = decode(bytes);
        let error = match serde_json::from_str::<Members<'_>>(&decoded.text) {
            Ok(_) => return self.read(bytes),
            Err(error) => self.reject(&error),
        };
        let closed = close(&decoded.text).ok_or_else(|| error.clone())?;
        let closed = repair(&closed).unwrap_or(closed);
        let members: Members<'_> = serde_json::from_str(&closed).map_err(|_| error.clone())?;
        let mut draft = make_draft(members.0, &self.fields)?;
        draft.notes.push(format!("salvaged as far as it could be read: it {error}"));
        draft.notes.extend(decoded.note);
        Ok(draft)
    }
}

/// An object's members in order, those with the same name too, which a map would lose.
struct Members<'a>(Vec<(Cow<'a, str>, Value)>);

#[derive(Deserialize)]
struct Name<'a>(#[serde(borrow)] Cow<'a, str>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;

        impl<'de> Visitor<'de> for Object {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::with_capacity(16);
                while let Some((Name(name), value)) = map.next_entry()? {
                    members.push((name, value));
                }
                Ok(Members(members))
            }
        }

        deserializer.deserialize_map(Object)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Result<Draft, Rejection> {
        JsonObject::item(Arc::default()).read(json.as_bytes())
    }

    #[test]
    fn a_name_that_comes_twice_in_an_object_is_kept_twice() {
        let draft = read(r#"{"title": "A", "title": "B"}"#).unwrap();
        assert_eq!(draft.title.as_deref(), Some("A"));
        assert_eq!(draft.extra["title"], "B");
    }

    #[test]
    fn half_an_emoji_does_not_cost_the_article() {
        let draft = read(r#"{"title": "A \ud83d", "score": NaN}"#).unwrap();
        assert_eq!(draft.title.as_deref(), Some("A \u{fffd}"));
        assert_eq!(draft.notes.len(), 1);
    }

    #[test]
    fn what_is_not_valid_is_rejected_with_the_place() {
        let rejection = read("{\"title\": \"A\",\n \"text\": x}").unwrap_err();
        assert_eq!(rejection.reason, "is not valid JSON: expected value at line 2, column 10 of the item");
    }

    #[test]
    fn half_an_object_can_be_salvaged() {
        let reader = JsonObject::item(Arc::default());
        let draft = reader.salvage(br#"{"title": "A", "text": "Some wor"#).unwrap();
        assert_eq!((draft.title.as_deref(), draft.blocks[0].text.as_str()), (Some("A"), "Some wor"));
        assert_eq!(
            draft.notes,
            [
                "salvaged as far as it could be read: it is not valid JSON: EOF while parsing a string at line 1, column 32 of the item"
            ]
        );
        assert!(reader.salvage(b"no object").is_err());
    }

    #[test]
    fn an_object_of_millions_of_values_is_rejected_before_it_fills_the_memory() {
        let json = format!("{{\"title\": \"A\", \"list\": [{}0]}}", "0,".repeat(2_000_000));
        assert_eq!(read(&json).unwrap_err().reason, "holds more than 1000000 values");
    }
}
