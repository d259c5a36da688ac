//! Values of a record's fields as texts, lists and paragraphs, whichever of the usual shapes they have.

use cuttings_core::{Block, Role};
use serde_json::{Map, Value};

use super::people::{clean_name, split_byline};
use crate::paragraphs::{split_at_blank_lines, split_paragraphs};

/// Whether a value says nothing: null, white space, or an empty list or object.
pub(super) fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(object) => object.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

/// The value as one text: a string, a number, a list of one of them, or the `{"$oid": …}` and `{"$date": …}` of
/// `mongoexport`.
pub(super) fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(match number.as_f64() {
            // 1500000000.0 is how some exports write whole seconds.
            Some(float) if number.is_f64() && float.fract() == 0.0 && float.abs() < 1e15 => format!("{float:.0}"),
            _ => number.to_string(),
        }),
        Value::Array(items) if items.len() == 1 => text(&items[0]),
        Value::Object(object) if object.len() == 1 => {
            let (name, value) = object.iter().next()?;
            name.starts_with('$').then(|| text(value)).flatten()
        }
        _ => None,
    }
}

/// The value as a name: a text, or an object that has one under `name`, else under another of `keys`.
pub(super) fn name(value: &Value, keys: &[&str]) -> Option<String> {
    text(value).or_else(|| named(value.as_object()?, keys))
}

fn named(object: &Map<String, Value>, keys: &[&str]) -> Option<String> {
    keys.iter().find_map(|key| text(object.get(*key)?))
}

/// The value as paragraphs: a text, a list of texts, each a paragraph, or the sections that the crawler fundus writes.
pub(super) fn paragraphs(value: &Value) -> Option<Vec<Block>> {
    if let Some(sections) = value.get("sections").and_then(Value::as_array) {
        return sectioned(value, sections);
    }
    if let Value::String(text) = value {
        return Some(split_paragraphs(text));
    }
    if let Some(text) = text(value) {
        return Some(split_paragraphs(&text));
    }
    let items = value.as_array()?.iter().filter(|item| !is_empty(item));
    let blocks = items.map(|item| text(item).map(|text| split_at_blank_lines(&text))).collect::<Option<Vec<_>>>()?;
    Some(blocks.into_iter().flatten().collect())
}

/// `{"summary": […], "sections": [{"headline": […], "paragraphs": […]}]}` in reading order.
fn sectioned(body: &Value, sections: &[Value]) -> Option<Vec<Block>> {
    let mut blocks = Vec::new();
    let mut add = |role, texts: Option<&Value>| {
        for text in text_list(texts.unwrap_or(&Value::Null)).map(|list| list.names).unwrap_or_default() {
            blocks.push(Block { role, text });
        }
    };
    add(Role::Paragraph, body.get("summary"));
    for section in sections {
        add(Role::Heading, section.get("headline"));
        add(Role::Paragraph, section.get("paragraphs"));
    }
    (!blocks.is_empty()).then_some(blocks)
}

/// A list of names, and whether every item of the value is in it.
pub(super) struct Names {
    pub(super) names: Vec<String>,
    pub(super) whole: bool,
}

/// The value as people: a byline, a list of names, or objects with a `name`.
pub(super) fn people(value: &Value) -> Option<Names> {
    let split = || Some(Names { names: split_byline(&name(value, &["name"])?), whole: true });
    text_list(value).map(Names::cleaned).or_else(split).filter(|people| !people.names.is_empty())
}

/// The value as tags: a list, or a text with `;`, `|` or `,` between them.
pub(super) fn tags(value: &Value) -> Option<Names> {
    let split = || {
        let text = name(value, &["name", "term"])?;
        let separator = [';', '|', ','].into_iter().find(|separator| text.contains(*separator));
        let tags = text.split(separator.unwrap_or(',')).map(|tag| tag.trim().to_owned());
        Some(Names { names: tags.filter(|tag| !tag.is_empty()).collect(), whole: true })
    };
    text_list(value).or_else(split).filter(|tags| !tags.names.is_empty())
}

impl Names {
    fn cleaned(self) -> Self {
        Self { names: self.names.iter().map(|name| clean_name(name)).collect(), ..self }
    }
}

/// The items of a list, or of a list written out in a text, as CSV exports have them.
fn text_list(value: &Value) -> Option<Names> {
    match value {
        Value::Array(items) => {
            let texts: Vec<_> = items.iter().filter(|item| !is_empty(item)).collect();
            let names: Vec<_> = texts.iter().filter_map(|item| name(item, &["name", "term"])).collect();
            Some(Names { whole: names.len() == texts.len(), names })
        }
        Value::String(text) => Some(Names { names: written_list(text.trim())?, whole: true }),
        _ => None,
    }
}

/// The items of `["a", 'b']`, in JSON or as Python prints it.
fn written_list(text: &str) -> Option<Vec<String>> {
    let mut rest = text.strip_prefix('[')?.strip_suffix(']')?.trim_start();
    let mut items = vec![];
    while !rest.is_empty() {
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let mut item = String::new();
        let mut chars = rest[1..].char_indices();
        let end = loop {
            match chars.next()? {
                (at, c) if c == quote => break at + 2,
                (_, '\\') => item.push(chars.next()?.1),
                (_, c) => item.push(c),
            }
        };
        items.push(item.trim().to_owned());
        rest = rest[end..].trim_start();
        rest = match rest.strip_prefix(',') {
            Some(rest) => rest.trim_start(),
            None if rest.is_empty() => rest,
            None => return None,
        };
    }
    items.retain(|item| !item.is_empty());
    Some(items)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use serde_json::json;

    use super::*;

    #[rstest]
    #[case(json!(" a "), Some("a"))]
    #[case(json!(17), Some("17"))]
    #[case(json!(1_500_000_000.0), Some("1500000000"))]
    #[case(json!(2.5), Some("2.5"))]
    #[case(json!(["a"]), Some("a"))]
    #[case(json!(["a", "b"]), None)]
    #[case(json!({"$date": {"$numberLong": "7"}}), Some("7"))]
    #[case(json!({"rendered": "a"}), None)]
    #[case(json!(true), None)]
    #[case(json!(""), None)]
    fn values_become_texts(#[case] value: Value, #[case] expected: Option<&str>) {
        assert_eq!(text(&value).as_deref(), expected);
    }

    #[rstest]
    #[case(json!("By Jane Doe and John Roe"), &["Jane Doe", "John Roe"])]
    #[case(json!(["By Jane Doe", "", "Roe, John"]), &["Jane Doe", "Roe, John"])]
    #[case(json!([{"name": "Jane Doe"}, {"name": "John Roe", "url": "x"}]), &["Jane Doe", "John Roe"])]
    #[case(json!({"name": "Jane Doe"}), &["Jane Doe"])]
    #[case(json!("['Jane Doe', \"John O'Roe\"]"), &["Jane Doe", "John O'Roe"])]
    fn values_become_people(#[case] value: Value, #[case] expected: &[&str]) {
        let people = people(&value).unwrap();
        assert_eq!(people.names, expected);
        assert!(people.whole);
    }

    #[test]
    fn a_list_with_an_item_that_has_no_name_is_said_not_to_be_whole() {
        let people = people(&json!([{"name": "Jane Doe"}, {"handle": "@roe"}])).unwrap();
        assert_eq!(people.names, ["Jane Doe"]);
        assert!(!people.whole);
    }

    #[rstest]
    #[case(json!(["cocoa", 7, {"term": "usa"}]), &["cocoa", "7", "usa"])]
    #[case(json!("cocoa, el-salvador,usa"), &["cocoa", "el-salvador", "usa"])]
    #[case(json!("trade, foreign; cocoa"), &["trade, foreign", "cocoa"])]
    #[case(json!("a|b"), &["a", "b"])]
    #[case(json!("[\"a\", \"b\"]"), &["a", "b"])]
    #[case(json!("[a] b"), &["[a] b"])]
    fn values_become_tags(#[case] value: Value, #[case] expected: &[&str]) {
        assert_eq!(tags(&value).unwrap().names, expected);
    }

    #[rstest]
    #[case(json!("One\n\nTwo"), Some(2))]
    #[case(json!(["One\nwrapped", "Two\n\nThree", null, ""]), Some(3))]
    #[case(json!(["One line\nis a paragraph"]), Some(2))]
    #[case(json!([{"p": "One"}]), None)]
    #[case(json!({"p": "One"}), None)]
    fn values_become_paragraphs(#[case] value: Value, #[case] expected: Option<usize>) {
        assert_eq!(paragraphs(&value).map(|blocks| blocks.len()), expected);
    }
}
