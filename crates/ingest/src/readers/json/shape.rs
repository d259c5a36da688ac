//! Tells an article from an object that wraps a list of articles, by the beginning of it.

use super::scan::first_value;
use crate::Field;

/// What a JSON document holds at its top.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// The value is one record.
    One,
    /// It is an object around one list of records.
    Wrapper {
        /// The offset of the list's first item, just after its bracket.
        items_at: usize,
    },
}

/// Names that programming interfaces give to a list of results.
const LIST_NAMES: [&str; 17] = [
    "bookmarks",
    "articles",
    "items",
    "list",
    "results",
    "data",
    "docs",
    "documents",
    "records",
    "entries",
    "news",
    "stories",
    "posts",
    "rows",
    "hits",
    "response",
    "value",
];

/// One `"key": value` of an object.
struct Member<'a> {
    key: &'a str,
    /// The offset of the value.
    at: usize,
    items: Items,
}

/// What a list holds by its beginning.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Items {
    /// Objects, the first at this offset.
    Objects(usize),
    /// Nothing.
    Empty,
    /// Something else, or the value is no list.
    Other,
}

/// Judges an object (`head` begins with its bracket and may be cut off). It is a wrapper if it has no text itself and
/// exactly one list of objects that has a usual name, or whose first object has a title and a text. Around an empty
/// list of a usual name it must have no title either, or an article would be lost.
pub(crate) fn shape(head: &[u8]) -> Shape {
    let members = members(head);
    if has(&members, Field::Text) {
        return Shape::One;
    }
    let lists = members.iter().filter_map(|member| match member.items {
        Items::Objects(first) => Some((member, first)),
        Items::Empty | Items::Other => None,
    });
    let lists: Vec<_> = lists.collect();
    let named: Vec<_> = lists.iter().filter(|(list, _)| LIST_NAMES.contains(&list.key)).collect();
    let list = match (named.as_slice(), lists.as_slice()) {
        ([(list, _)], _) => Some(*list),
        ([], [(list, first)]) => {
            let first = self::members(&head[*first..]);
            (has(&first, Field::Title) && has(&first, Field::Text)).then_some(*list)
        }
        ([], []) if !has(&members, Field::Title) && !has(&members, Field::Standfirst) => {
            members.iter().find(|member| member.items == Items::Empty && LIST_NAMES.contains(&member.key))
        }
        _ => None,
    };
    list.map_or(Shape::One, |list| Shape::Wrapper { items_at: list.at + 1 })
}

/// The names of the members of the first record of a document, as far as they are in its head.
pub(crate) fn first_names(head: &[u8]) -> Vec<&str> {
    let mut head = head;
    loop {
        head = match head.trim_ascii_start() {
            [b'[', rest @ ..] => rest,
            head @ [b'{', ..] => match shape(head) {
                Shape::Wrapper { items_at } => &head[items_at..],
                Shape::One => return members(head).iter().map(|member| member.key).collect(),
            },
            _ => return vec![],
        }
    }
}

/// Whether a member seems to be this field; a list of objects is none.
fn has(members: &[Member<'_>], field: Field) -> bool {
    let mut others = members.iter().filter(|member| member.items == Items::Other);
    others.any(|member| Field::guess(member.key).is_some_and(|(guess, _)| guess == field))
}

/// The members of the object at the start of `head`, as far as they are there.
fn members(head: &[u8]) -> Vec<Member<'_>> {
    let mut members = vec![];
    let mut at = 1;
    loop {
        at = after_blanks(head, at);
        if head.get(at) == Some(&b',') {
            at = after_blanks(head, at + 1);
        }
        let Some(key) = head.get(at..).filter(|rest| rest.starts_with(b"\"")).and_then(first_value) else {
            return members;
        };
        let colon = after_blanks(head, at + key.len());
        if head.get(colon) != Some(&b':') {
            return members;
        }
        at = after_blanks(head, colon + 1);
        let inner = after_blanks(head, at + 1);
        let items = match (head.get(at), head.get(inner)) {
            (Some(b'['), Some(b'{')) => Items::Objects(inner),
            (Some(b'['), Some(b']')) => Items::Empty,
            _ => Items::Other,
        };
        let key = str::from_utf8(&key[1..key.len() - 1]).unwrap_or_default();
        members.push(Member { key, at, items });
        let Some(value) = head.get(at..).and_then(first_value) else {
            return members;
        };
        at += value.len();
    }
}

fn after_blanks(bytes: &[u8], from: usize) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    from + rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::news_api(r#"{"status": "ok", "total": 2, "articles": [{"a": 1}], "next": null}"#, Some(r#"{"a": 1}]"#))]
    #[case::cut_off(r#"{"items":[ {"a": "b"#, Some(r#" {"a""#))]
    #[case::json_feed(r#"{"version": "1.1", "title": "A feed", "items": [{"id": 1}]}"#, Some(r#"{"id""#))]
    #[case::unknown_name_with_articles(r#"{"seiten": [{"title": "A", "text": "B"}]}"#, Some(r#"{"title""#))]
    #[case::empty_list(r#"{"status": "ok", "articles": []}"#, Some("]}"))]
    #[case::an_article_with_an_empty_list(r#"{"title": "A", "results": []}"#, None)]
    #[case::unknown_name(r#"{"id": 1, "seiten": [{"name": "A"}]}"#, None)]
    #[case::an_article(r#"{"title": "A", "text": "B", "authors": [{"name": "C"}]}"#, None)]
    #[case::an_article_with_items(r#"{"items": [{"a": 1}], "content": "B"}"#, None)]
    #[case::two_lists(r#"{"items": [{"a": 1}], "docs": [{"a": 1}]}"#, None)]
    #[case::a_list_of_texts(r#"{"articles": ["a"]}"#, None)]
    #[case::broken(r#"{"a" 1"#, None)]
    #[case::empty("{}", None)]
    #[case::cut_in_a_key(r#"{"it"#, None)]
    fn wrappers_are_told_from_articles(#[case] text: &str, #[case] items: Option<&str>) {
        match (shape(text.as_bytes()), items) {
            (Shape::Wrapper { items_at }, Some(items)) => {
                assert!(text[items_at..].starts_with(items), "{}", &text[items_at..]);
            }
            (shape, items) => assert_eq!((shape, items), (Shape::One, None)),
        }
    }
}
