//! Documents of Nexis (LexisNexis): the paragraphs of one, however they were printed, to a draft.

use cuttings_core::{Block, Date, Draft, Role, collapse_white_space};

use super::labels::{is_rights, meaning, numbering, split_label};
use crate::readers::xml::{keep, push_new};
use crate::record::Rejection;

/// A text with its date has no more words after it than this.
const MOST_WORDS_AFTER_DATE: usize = 12;

/// Reads the date that a line begins with: `December 19, 1991, Sunday, Late Edition`.
pub(super) fn leading_date(line: &str) -> Option<Date> {
    let mut words: Vec<_> = line.split_whitespace().collect();
    for _ in 0..MOST_WORDS_AFTER_DATE {
        let text = words.join(" ");
        if text.chars().any(|c| c.is_ascii_digit())
            && let Some(date) = Date::parse(text.trim_end_matches([',', ';']))
        {
            return Some(date);
        }
        words.pop()?;
    }
    None
}

/// Makes a draft: the publication, the date and the title come first, then labelled lines, then the text.
///
/// # Errors
/// A [`Rejection`] where there is no document but a message of the database.
pub(super) fn make_draft(blocks: Vec<Block>) -> Result<Draft, Rejection> {
    let mut draft = Draft::default();
    let mut blocks = blocks.into_iter().filter(|block| numbering(&block.text).is_none()).peekable();
    let first = blocks.peek().map(|block| block.text.clone()).unwrap_or_default();
    // What stands before the first label; only the last of it is sure to be no text.
    let mut top = vec![];
    let mut seen_label = false;
    let mut label: Option<&'static str> = None;
    for block in blocks {
        let text = collapse_white_space(&block.text).into_owned();
        if meaning(&text) == Some("end") {
            break;
        }
        if meaning(&text) == Some("body") {
            (seen_label, label) = (true, None);
        } else if is_rights(&text) {
            keep(&mut draft, "copyright", &text);
        } else if let Some((name, meaning, value)) = split_label(&text) {
            set_label(&mut draft, name, meaning, value);
            seen_label = true;
            // A label alone in its line is followed by what it labels.
            label = Some(meaning).filter(|meaning| value.is_empty() && *meaning != "body");
        } else if let Some(meaning) = label.take() {
            set_label(&mut draft, meaning, meaning, &text);
        } else if seen_label {
            draft
                .blocks
                .push(Block { text: if block.role == Role::Preformatted { block.text } else { text }, ..block });
        } else {
            top.push(Block { text, ..block });
        }
    }
    set_top(&mut draft, top);
    if draft.published.is_none() && draft.title.is_none() {
        let words: String = first.chars().take(120).collect();
        return Err(Rejection::new(format!("holds no article; the database says: {words}")));
    }
    Ok(draft)
}

fn set_top(draft: &mut Draft, top: Vec<Block>) {
    let date = top.iter().take(6).position(|block| leading_date(&block.text).is_some());
    let Some(at) = date else {
        draft.blocks.splice(0..0, top);
        return;
    };
    let mut lines = top.into_iter();
    let before: Vec<_> = lines.by_ref().take(at).map(|block| block.text).collect();
    let mut before = before.into_iter();
    draft.site = before.next();
    // Newer documents have the title first, then the publication.
    if let Some(site) = before.next_back() {
        draft.title = draft.site.replace(site);
    }
    if let Some(line) = lines.next() {
        draft.published = leading_date(&line.text);
        keep(draft, "edition", &line.text);
    }
    if draft.title.is_none() {
        draft.title = lines.next().map(|block| block.text);
    }
    draft.blocks.splice(0..0, lines);
}

fn set_label(draft: &mut Draft, name: &str, meaning: &str, value: &str) {
    if value.is_empty() {
        return;
    }
    match meaning {
        "author" => {
            for author in crate::fields::split_byline(value) {
                push_new(&mut draft.authors, Some(author));
            }
        }
        "section" => draft.section = Some(value.split(';').next().unwrap_or(value).trim().to_owned()),
        "language" => draft.language = value.split(';').next().map(|language| language.trim().to_owned()),
        "tags" => {
            for tag in value.split(';') {
                // `ENERGY (90%)` says how sure the database is.
                let tag = tag.rsplit_once(" (").filter(|(_, rest)| rest.ends_with("%)")).map_or(tag, |(tag, _)| tag);
                push_new(&mut draft.tags, Some(tag.trim().to_owned()).filter(|tag| !tag.is_empty()));
            }
        }
        "lead" => draft.standfirst = Some(value.to_owned()),
        "caption" => draft.blocks.push(Block { role: Role::Caption, text: value.to_owned() }),
        "body" => draft.blocks.push(Block::paragraph(value)),
        _ => {}
    }
    if !matches!(meaning, "author" | "tags" | "lead" | "caption" | "body") {
        keep(draft, &name.to_lowercase(), value);
    }
}
