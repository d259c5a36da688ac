//! A field's values as they were found, the best first, with where each came from.

use serde_json::{Map, Value};

/// A value of a field and the place of the page that gave it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// Such as `json-ld` or `meta article:published_time`.
    pub(super) place: String,
    /// The value.
    pub(super) value: String,
}

/// The values found for one field.
#[derive(Debug, Default)]
pub(super) struct Values(Vec<Found>);

impl Values {
    /// Adds a value, which is worse than those before it; an empty one is none.
    pub(super) fn add(&mut self, place: impl Into<String>, value: impl AsRef<str>) {
        let value = cuttings_core::collapse_white_space(value.as_ref()).into_owned();
        if !value.is_empty() {
            self.0.push(Found { place: place.into(), value });
        }
    }

    /// All of them in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Found> {
        self.0.iter()
    }

    /// Takes the best value, or the first that is accepted.
    pub(super) fn best(&self, accepts: impl Fn(&str) -> bool) -> Option<&Found> {
        self.0.iter().find(|found| accepts(&found.value))
    }
}

/// Where the fields of a page came from, and what else was found for them.
#[derive(Debug, Default)]
pub(super) struct Provenance {
    places: Map<String, Value>,
    alternatives: Map<String, Value>,
}

impl Provenance {
    /// Notes which value a field has, and which others there were.
    pub(super) fn note(&mut self, field: &str, chosen: &Found, values: &Values) {
        self.places.insert(field.to_owned(), Value::from(chosen.place.clone()));
        let mut others = Map::new();
        for other in values.iter().filter(|other| other.value != chosen.value) {
            others.entry(other.place.clone()).or_insert_with(|| Value::from(other.value.clone()));
        }
        if !others.is_empty() {
            self.alternatives.insert(field.to_owned(), Value::Object(others));
        }
    }

    /// Notes the place of a field that has one value.
    pub(super) fn note_place(&mut self, field: &str, place: &str) {
        self.places.insert(field.to_owned(), Value::from(place));
    }

    /// Puts it among the fields that a draft has no place for.
    pub(super) fn put(self, extra: &mut Map<String, Value>) {
        if !self.places.is_empty() {
            extra.insert("provenance".to_owned(), Value::Object(self.places));
        }
        if !self.alternatives.is_empty() {
            extra.insert("alternatives".to_owned(), Value::Object(self.alternatives));
        }
    }
}
