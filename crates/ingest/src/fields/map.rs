//! The user's own field names: `--map text=body_text`.

use std::borrow::Cow;

use serde_json::Value;

use super::{Field, plain_name};

/// Which of the records' names the user wants for which field. A name given here goes before every usual name; records
/// that lack it are read by the usual names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FieldMap {
    names: Vec<(Field, String)>,
}

/// Why a mapping was not understood. The user can only write it differently.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FieldMapError {
    /// There is no `=`, or nothing on one side of it.
    #[error("{0:?} is not of the form FIELD=NAME, such as text=body_text")]
    Form(String),
    /// What stands before the `=` is no field.
    #[error("{0:?} is not a field; the fields are {known}", known = known_fields())]
    UnknownField(String),
}

fn known_fields() -> String {
    Field::ALL.map(Field::name).join(", ")
}

impl FieldMap {
    /// Reads mappings of the form `FIELD=NAME`. A name with dots reaches into objects: `text=article.body`. For a field
    /// that is given more than once, the first name that a record has is taken.
    ///
    /// # Errors
    /// [`FieldMapError`] for the first mapping that is not of this form or names no known field.
    pub fn parse<S: AsRef<str>>(mappings: &[S]) -> Result<Self, FieldMapError> {
        let names = mappings.iter().map(|mapping| parse_one(mapping.as_ref())).collect::<Result<_, _>>()?;
        Ok(Self { names })
    }

    /// Takes the values that the user named out of a record's cells, the best of every field first.
    pub(super) fn take(&self, cells: &mut [(Cow<'_, str>, Value)]) -> Vec<(Field, String, Value)> {
        let taken =
            self.names.iter().filter_map(|(field, name)| Some((*field, name.clone(), take_named(cells, name)?)));
        taken.collect()
    }

    /// Whether the user named this.
    pub(super) fn has_name(&self, name: &str) -> bool {
        self.names.iter().any(|(_, mapped)| mapped == name)
    }
}

fn parse_one(mapping: &str) -> Result<(Field, String), FieldMapError> {
    let (field, name) = mapping.split_once('=').map(|(field, name)| (field.trim(), name.trim())).unwrap_or_default();
    if field.is_empty() || name.is_empty() {
        return Err(FieldMapError::Form(mapping.to_owned()));
    }
    let (field, _) = Field::guess(field).ok_or_else(|| FieldMapError::UnknownField(field.to_owned()))?;
    Ok((field, name.to_owned()))
}

/// Takes the value of a name, leaving null in its place: the exact name, else one that differs in case and joints, else
/// along the dots.
fn take_named(cells: &mut [(Cow<'_, str>, Value)], name: &str) -> Option<Value> {
    let position = |name: &str| {
        let plain = plain_name(name);
        let exact = cells.iter().position(|(cell, _)| cell == name);
        exact.or_else(|| cells.iter().position(|(cell, _)| plain_name(cell) == plain))
    };
    if let Some(at) = position(name) {
        return Some(cells[at].1.take()).filter(|value| !value.is_null());
    }
    let (first, rest) = name.split_once('.')?;
    let mut inner = &mut cells[position(first)?].1;
    let mut path = rest.split('.').peekable();
    while let Some(step) = path.next() {
        let object = inner.as_object_mut()?;
        if path.peek().is_none() {
            return object.remove(step);
        }
        inner = object.get_mut(step)?;
    }
    None
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn take(mapping: &str, record: Value) -> (Option<Value>, Value) {
        let Value::Object(object) = record else { panic!("an object") };
        let mut cells: Vec<_> = object.into_iter().map(|(name, value)| (Cow::from(name), value)).collect();
        let taken = FieldMap::parse(&[mapping]).unwrap().take(&mut cells).pop().map(|(_, _, value)| value);
        (taken, cells.into_iter().map(|(name, value)| (name.into_owned(), value)).collect())
    }

    #[test]
    fn a_mapping_without_an_equals_sign_or_with_an_empty_side_is_an_error() {
        for wrong in ["text", "text=", "=body", ""] {
            assert_eq!(FieldMap::parse(&[wrong]), Err(FieldMapError::Form(wrong.to_owned())));
        }
    }

    #[test]
    fn an_unknown_field_is_an_error_that_lists_the_known_ones() {
        let error = FieldMap::parse(&["title=a", "colour=b"]).unwrap_err();
        assert_eq!(
            error.to_string(),
            "\"colour\" is not a field; the fields are title, standfirst, text, url, site, author, published, \
             modified, language, section, tags, id"
        );
    }

    #[test]
    fn a_dotted_name_reaches_into_objects_and_leaves_the_rest() {
        let (taken, left) = take("text=a.b.c", json!({"a": {"b": {"c": "x", "d": 1}}}));
        assert_eq!(taken, Some(json!("x")));
        assert_eq!(left, json!({"a": {"b": {"d": 1}}}));
    }

    #[test]
    fn a_name_that_has_dots_itself_is_found_first() {
        assert_eq!(take("text=a.b", json!({"a.b": "flat", "a": {"b": "deep"}})).0, Some(json!("flat")));
    }

    #[test]
    fn a_name_is_found_in_other_case_but_the_exact_one_goes_first() {
        assert_eq!(take("text=bodytext", json!({"Body_Text": "x"})).0, Some(json!("x")));
        assert_eq!(take("text=Body", json!({"BODY": "a", "Body": "b"})).0, Some(json!("b")));
    }

    #[test]
    fn what_a_record_lacks_is_not_taken() {
        assert_eq!(take("text=a.b", json!({"a": "no object"})).0, None);
        assert_eq!(take("text=a.b", json!({"a": {"c": 1}})).0, None);
        assert_eq!(take("text=z", json!({"a": 1})).0, None);
        assert_eq!(take("text=a", json!({"a": null})).0, None);
    }
}
