//! Cells with names to a draft: every field takes the best value that a record has for it, the rest goes to `extra`.

use std::borrow::Cow;

use cuttings_core::{Date, Draft, collapse_white_space};
use serde_json::Value;

use super::{Field, FieldMap, values};
use crate::record::Rejection;

/// A field longer than this (bytes) in a record without a text is pointed out as the likely text.
const LIKELY_TEXT: usize = 300;
/// A longer value (bytes) is no date and is not quoted in a note.
const LONGEST_DATE: usize = 400;
/// How many names, and how much of each (characters), a rejection lists.
const NAMES_LISTED: usize = 20;
const NAME_LISTED: usize = 40;

/// A value that could fill a field.
struct Candidate<'a> {
    field: Field,
    /// The user's own names go before the usual ones.
    mapped: bool,
    rank: usize,
    name: Cow<'a, str>,
    value: Value,
}

/// What became of a value.
enum Use {
    /// The field has it.
    Filled,
    /// It is kept and reported, but the field is still open.
    Reported,
    /// It is not a value for this field.
    Refused(Value),
}

/// Makes a draft of a record's cells, in any order and of any number; null and empty ones count as absent.
///
/// # Errors
/// A [`Rejection`] that lists the names seen, where there is neither title nor standfirst nor text.
pub(crate) fn make_draft(mut cells: Vec<(Cow<'_, str>, Value)>, map: &FieldMap) -> Result<Draft, Rejection> {
    let names: Vec<_> = cells.iter().map(|(name, _)| name.clone()).collect();
    let mut candidates = Vec::with_capacity(cells.len());
    for (rank, (field, name, value)) in map.take(&mut cells).into_iter().enumerate() {
        candidates.push(Candidate { field, mapped: true, rank, name: name.into(), value });
    }
    let mut draft = Draft::default();
    for (name, value) in cells {
        match Field::guess(&name) {
            Some((field, rank)) => candidates.push(Candidate { field, mapped: false, rank, name, value }),
            None => keep_extra(&mut draft, &name, value),
        }
    }
    fill(&mut draft, candidates);
    if !draft.has_text() {
        return Err(no_text(&names, map));
    }
    if draft.blocks.is_empty() {
        note_likely_text(&mut draft);
    }
    Ok(draft)
}

fn fill(draft: &mut Draft, mut candidates: Vec<Candidate<'_>>) {
    // The standfirst comes last because it is compared with the text.
    candidates.sort_by_key(|c| (c.field == Field::Standfirst, c.field, !c.mapped, c.rank));
    let mut filled = None;
    for Candidate { field, mapped, name, value, .. } in candidates {
        let outcome = if filled == Some(field) { Use::Refused(value) } else { set(draft, field, mapped, &name, value) };
        match outcome {
            Use::Filled => {
                filled = Some(field);
                draft.mapped.push((field.name(), name.into_owned()));
            }
            Use::Reported => {}
            Use::Refused(value) => keep_extra(draft, &name, value),
        }
    }
}

fn set(draft: &mut Draft, field: Field, mapped: bool, name: &str, value: Value) -> Use {
    match field {
        Field::Title => set_text(&mut draft.title, value, line),
        Field::Url => set_text(&mut draft.url, value, values::text),
        Field::Site => set_text(&mut draft.site, value, |value| values::name(value, &["name", "title", "url"])),
        Field::Language => set_text(&mut draft.language, value, |value| values::name(value, &["code", "name"])),
        Field::Id => set_text(&mut draft.external_id, value, values::text),
        Field::Standfirst => match line(&value) {
            Some(text) if mapped || !is_teaser(&text, draft) => {
                draft.standfirst = Some(text);
                Use::Filled
            }
            _ => Use::Refused(value),
        },
        Field::Text => match values::paragraphs(&value) {
            Some(blocks) if !blocks.is_empty() => {
                draft.blocks = blocks;
                Use::Filled
            }
            _ => Use::Refused(value),
        },
        Field::Author => set_names(draft, name, value, values::people, |draft, names| draft.authors = names),
        Field::Tags => set_names(draft, name, value, values::tags, |draft, names| draft.tags = names),
        Field::Section => match values::name(&value, &["name"]) {
            Some(section) => {
                draft.section = Some(section);
                Use::Filled
            }
            // Of several sections the first is the section, and the list is kept.
            None => match values::tags(&value) {
                Some(sections) => {
                    draft.section = sections.names.into_iter().next();
                    keep_extra(draft, name, value);
                    Use::Filled
                }
                None => Use::Refused(value),
            },
        },
        Field::Published => {
            set_date(draft, "published", value, Draft::set_published, |draft| draft.published.is_some())
        }
        Field::Modified => set_date(draft, "modified", value, Draft::set_modified, |draft| draft.modified.is_some()),
    }
}

fn line(value: &Value) -> Option<String> {
    values::text(value).map(|text| collapse_white_space(&text).into_owned())
}

fn set_text(place: &mut Option<String>, value: Value, read: impl Fn(&Value) -> Option<String>) -> Use {
    match read(&value) {
        Some(text) => {
            *place = Some(text);
            Use::Filled
        }
        None => Use::Refused(value),
    }
}

fn set_names(
    draft: &mut Draft,
    name: &str,
    value: Value,
    read: fn(&Value) -> Option<values::Names>,
    put: fn(&mut Draft, Vec<String>),
) -> Use {
    let Some(list) = read(&value) else {
        return Use::Refused(value);
    };
    put(draft, list.names);
    if !list.whole {
        keep_extra(draft, name, value);
    }
    Use::Filled
}

/// Sets a date. The first value that is none is reported under the field's name; a further one keeps its own.
fn set_date(
    draft: &mut Draft,
    field: &str,
    value: Value,
    put: fn(&mut Draft, &str),
    is_set: fn(&Draft) -> bool,
) -> Use {
    let Some(text) = values::text(&value).filter(|text| text.len() <= LONGEST_DATE) else {
        return Use::Refused(value);
    };
    if draft.extra.contains_key(field) && Date::parse(&text).is_none() {
        return Use::Refused(value);
    }
    put(draft, &text);
    if is_set(draft) { Use::Filled } else { Use::Reported }
}

/// Whether a summary is only the beginning of the text, or the title again.
fn is_teaser(summary: &str, draft: &Draft) -> bool {
    let text = draft.blocks.iter().flat_map(|block| letters(&block.text));
    is_prefix(letters(summary), text) || draft.title.as_deref().is_some_and(|title| letters(summary).eq(letters(title)))
}

fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
}

fn is_prefix(mut prefix: impl Iterator<Item = char>, mut whole: impl Iterator<Item = char>) -> bool {
    prefix.all(|c| whole.next() == Some(c))
}

/// Keeps a value under its name. Further values of a name go to a list of their own, so that nothing is lost.
fn keep_extra(draft: &mut Draft, name: &str, value: Value) {
    if values::is_empty(&value) {
        return;
    }
    if !draft.extra.contains_key(name) {
        draft.extra.insert(name.to_owned(), value);
        return;
    }
    match draft.extra.entry(format!("{name} (again)")).or_insert_with(|| Value::Array(vec![])) {
        Value::Array(further) => further.push(value),
        taken => *taken = Value::Array(vec![taken.take(), value]),
    }
}

fn note_likely_text(draft: &mut Draft) {
    let long = |value: &Value| value.as_str().map_or(0, str::len);
    if let Some((name, value)) = draft.extra.iter().max_by_key(|(_, value)| long(value))
        && long(value) > LIKELY_TEXT
    {
        draft.notes.push(format!("no text was found; if the field {name:?} is the text, use --map text={name}"));
    }
}

fn no_text(names: &[Cow<'_, str>], map: &FieldMap) -> Rejection {
    let is_known = |name: &str| {
        let guess = Field::guess(name).map(|(field, _)| field);
        map.has_name(name) || matches!(guess, Some(Field::Title | Field::Standfirst | Field::Text))
    };
    if names.is_empty() {
        return Rejection::new("has no fields");
    }
    if let Some(name) = names.iter().find(|name| is_known(name)) {
        return Rejection::new(format!("has no title and no text: its field {name:?} is empty or not a text"));
    }
    let mut list: Vec<String> =
        names.iter().take(NAMES_LISTED).map(|name| name.chars().take(NAME_LISTED).collect()).collect();
    if names.len() > NAMES_LISTED {
        list.push(format!("and {} more", names.len() - NAMES_LISTED));
    }
    Rejection::new(format!(
        "has no title and no text among its fields ({}); name the one that holds the text with --map text=NAME",
        list.join(", ")
    ))
}
