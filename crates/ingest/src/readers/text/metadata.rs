//! Metadata: labelled values put into the fields of the draft, whatever form they were written in.

use cuttings_core::{Date, Draft};
use serde_json::Value;

use super::authors::{self, Names};
use super::characters::fits_in;
use super::labels::Label;
use super::sentences::ends_sentence;

/// Whether a value can be what its label says. Prose that happens to follow a label and a colon fails here.
pub fn fits(label: Label, value: &str) -> bool {
    let words = || value.split_whitespace().count();
    let phrase = |widest: usize| fits_in(value, widest) && !ends_sentence(value);
    !value.is_empty()
        && match label {
            Label::Title => fits_in(value, 300),
            Label::Standfirst => fits_in(value, 2000),
            Label::Author => {
                fits_in(value, 200) && words() <= if ends_sentence(value) { 4 } else { 24 } && names_only(value)
            }
            Label::Published | Label::Modified => fits_in(value, 80) && Date::parse(value).is_some(),
            Label::Site => (phrase(120) && words() <= 12) || is_url(value),
            Label::Url => link_target(value).is_some(),
            Label::Section => phrase(80) && words() <= 10,
            Label::Tags => phrase(1000),
            Label::Language => fits_in(value, 30) && words() <= 3,
            Label::Id => fits_in(value, 100) && words() == 1,
        }
}

/// Another label after the names makes the line more than a line of authors.
fn names_only(value: &str) -> bool {
    is_url(value) || !value.contains([':', '：'])
}

/// Whether a text is a web address and nothing else.
pub fn is_url(text: &str) -> bool {
    let bare = text.strip_prefix('<').and_then(|text| text.strip_suffix('>')).unwrap_or(text);
    let small = bare.get(..8).unwrap_or(bare).to_ascii_lowercase();
    (small.starts_with("http://") || small.starts_with("https://") || small.starts_with("www."))
        && bare.contains('.')
        && !bare.contains(char::is_whitespace)
}

/// The address that a value is, bare, in angle brackets, as a Markdown link, or without its scheme.
fn link_target(value: &str) -> Option<&str> {
    let target = match markdown_link(value) {
        Some((_, target)) => target,
        None => value.trim_matches(['<', '>']),
    };
    let host = target.split(['/', '?', '#']).next().unwrap_or_default();
    let bare_host = host.contains('.') && !host.starts_with('.') && !host.ends_with('.') && target.contains('/');
    (!target.contains(char::is_whitespace) && (is_url(target) || bare_host)).then_some(target)
}

/// The text and the target of `[text](target)`.
fn markdown_link(value: &str) -> Option<(&str, &str)> {
    value.strip_prefix('[')?.strip_suffix(')')?.split_once("](")
}

/// Sets a field from a labelled value. What the field cannot take is kept under its key.
pub fn set(draft: &mut Draft, label: Label, key: &str, value: &str) {
    let value = value.trim();
    if value.is_empty() {
        return;
    }
    match label {
        Label::Title => set_or_keep(draft, |draft| &mut draft.title, key, value),
        Label::Standfirst => set_or_keep(draft, |draft| &mut draft.standfirst, key, value),
        Label::Section => set_or_keep(draft, |draft| &mut draft.section, key, value.trim_start_matches('#')),
        Label::Language => set_or_keep(draft, |draft| &mut draft.language, key, value),
        Label::Id => set_or_keep(draft, |draft| &mut draft.external_id, key, value),
        Label::Url => match link_target(value) {
            Some(url) => set_or_keep(draft, |draft| &mut draft.url, key, url),
            None => keep(draft, key, value),
        },
        Label::Site => set_site(draft, key, value),
        Label::Author => add_authors(draft, authors::read_names(value), value),
        Label::Tags => add_tags(draft, value),
        Label::Published if draft.published.is_none() => draft.set_published(value),
        Label::Modified if draft.modified.is_none() => draft.set_modified(value),
        Label::Published if Date::parse(value) != draft.published => keep(draft, key, value),
        Label::Modified if Date::parse(value) != draft.modified => keep(draft, key, value),
        Label::Published | Label::Modified => {}
    }
}

fn set_or_keep(draft: &mut Draft, field: impl Fn(&mut Draft) -> &mut Option<String>, key: &str, value: &str) {
    match field(draft) {
        Some(known) if known == value => {}
        Some(_) => keep(draft, key, value),
        empty => *empty = Some(value.to_owned()),
    }
}

/// A source is an outlet, or the address of the page, or a link that says both.
fn set_site(draft: &mut Draft, key: &str, value: &str) {
    if let Some((name, target)) = markdown_link(value) {
        set(draft, Label::Url, key, target);
        set_or_keep(draft, |draft| &mut draft.site, key, name);
    } else if is_url(value) && link_target(value).is_some_and(has_path) {
        set(draft, Label::Url, key, value);
    } else {
        set_or_keep(draft, |draft| &mut draft.site, key, value);
    }
}

fn has_path(url: &str) -> bool {
    let after_scheme = url.split_once("://").map_or(url, |(_, rest)| rest);
    after_scheme.trim_end_matches('/').contains('/')
}

/// Adds authors; the line as it was written is kept where it says more than their names. Names that come twice, here and
/// among tags, are the digest's business.
pub fn add_authors(draft: &mut Draft, names: Names, written: &str) {
    if !names.complete {
        keep(draft, "byline", written);
    }
    draft.authors.extend(names.names);
}

/// Adds tags set apart by commas or their like; hash signs, quotes and brackets around a tag are dropped.
pub fn add_tags(draft: &mut Draft, value: &str) {
    let hashtags = value.split_whitespace().all(|word| word.starts_with('#'));
    let between = |character: char| {
        matches!(character, ',' | ';' | '|' | '、' | '，' | '；' | '،' | '·' | '•')
            || (hashtags && character.is_whitespace())
    };
    for tag in value.split(between) {
        let tag = tag.trim_matches(|character: char| character.is_whitespace() || "#[]\"'".contains(character));
        if !tag.is_empty() {
            draft.tags.push(tag.to_owned());
        }
    }
}

/// Keeps a value that no field takes; several under one key become a list.
pub fn keep(draft: &mut Draft, key: &str, value: impl Into<Value>) {
    let value = value.into();
    let mut key = key.trim();
    if key.is_empty() {
        key = "unnamed";
    }
    match draft.extra.get_mut(key) {
        None => {
            draft.extra.insert(key.to_owned(), value);
        }
        Some(known) if *known == value => {}
        Some(Value::Array(values)) => {
            if !values.contains(&value) {
                values.push(value);
            }
        }
        Some(known) => *known = Value::Array(vec![known.take(), value]),
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use serde_json::json;

    use super::*;

    #[rstest]
    #[case(Label::Url, "https://herald.example/1", true)]
    #[case(Label::Url, "<https://herald.example/1>", true)]
    #[case(Label::Url, "herald.example/1", true)]
    #[case(Label::Url, "between the parts is weak", false)]
    #[case(Label::Site, "The Harbour Herald", true)]
    #[case(Label::Site, "the minister, who did not want to be named.", false)]
    #[case(Label::Section, "News", true)]
    #[case(Label::Section, "five, and nobody knows what it means.", false)]
    #[case(Label::Author, "Jane Doe Jr.", true)]
    #[case(Label::Author, "", false)]
    #[case(Label::Published, "three are dead", false)]
    fn values_fit_their_labels(#[case] label: Label, #[case] value: &str, #[case] expected: bool) {
        assert_eq!(fits(label, value), expected);
    }

    #[test]
    fn a_second_value_is_kept_beside_the_first() {
        let mut draft = Draft::default();
        for section in ["News", "News", "Sport", "Sea"] {
            set(&mut draft, Label::Section, "Category", section);
        }
        assert_eq!(draft.section.as_deref(), Some("News"));
        assert_eq!(draft.extra["Category"], json!(["Sport", "Sea"]));
    }

    #[test]
    fn a_source_may_be_a_name_an_address_or_both() {
        let mut draft = Draft::default();
        set(&mut draft, Label::Site, "Source", "[The Harbour Herald](https://herald.example/1)");
        assert_eq!(draft.site.as_deref(), Some("The Harbour Herald"));
        assert_eq!(draft.url.as_deref(), Some("https://herald.example/1"));

        let mut draft = Draft::default();
        set(&mut draft, Label::Site, "Source", "https://herald.example/1");
        assert_eq!((draft.site, draft.url.as_deref()), (None, Some("https://herald.example/1")));
    }

    #[rstest]
    #[case("sea, port ,ferry", &["sea", "port", "ferry"])]
    #[case("#sea #port", &["sea", "port"])]
    #[case("海、港", &["海", "港"])]
    #[case("\"climate change\", sea", &["climate change", "sea"])]
    #[case("climate change", &["climate change"])]
    fn tags_are_cut(#[case] value: &str, #[case] tags: &[&str]) {
        let mut draft = Draft::default();
        add_tags(&mut draft, value);
        assert_eq!(draft.tags, tags);
    }
}
