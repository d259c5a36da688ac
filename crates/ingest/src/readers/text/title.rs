//! The title, the standfirst and the lines near them.
//!
//! A first line is the title where it has a mark (`# Title`), or ends without a full stop, or has a byline or a date
//! below it: headlines have no full stop, sentences of a body have one. A headline that was run together with its
//! [lead](leads) is cut off it. Everything else that is first is body, because a missing title costs less than a wrong
//! one.

use cuttings_core::{Draft, collapse_white_space};

use super::characters::{columns, fits_in, starts_lowercase};
use super::keyed;
use super::labels::Label;
use super::leads;
use super::meta_lines::{self, MetaLine};
use super::metadata;
use super::pieces::{Kind, Piece};
use super::sentences::{ends_asking_or_calling, ends_open, ends_sentence, first_sentence_end};
use super::wrapping::is_capitals;

/// The widest title, in columns: two lines of a newspaper page.
const WIDEST_TITLE: usize = 200;

/// The widest title that is told only by its place or its first sentence.
const WIDEST_UNCERTAIN: usize = 150;

/// The widest standfirst, and the narrowest: "From our correspondent" is none.
const WIDEST_STANDFIRST: usize = 400;
const NARROWEST_STANDFIRST: usize = 30;

/// What counts as a paragraph of a body below a title.
const PARAGRAPH: usize = 80;

/// Pieces near the title that may be metadata.
const NEAR: usize = 8;

/// Short lines among them that are none, at most, and the widest of them. They stay in the body.
const MOST_PASSED_OVER: usize = 3;
const WIDEST_BESIDE: usize = 80;

/// Takes the title, the standfirst and the metadata near them off the pieces and into the draft; gives the body.
pub fn take(mut pieces: Vec<Piece>, draft: &mut Draft) -> Vec<Piece> {
    let mut at = 0;
    while at < NEAR
        && let Some(length) = take_meta(&pieces[at..], draft)
    {
        at += length;
    }
    at += take_title(&pieces[at..], draft);
    let mut passed_over = Vec::new();
    let end = if draft.title.is_some() { at + NEAR } else { at };
    while at < end && at < pieces.len() {
        let rest = &pieces[at..];
        if let Some(length) = take_meta(rest, draft) {
            at += length;
        } else if passed_over.is_empty() && take_standfirst(rest, draft) {
            at += 1;
        } else if passed_over.len() < MOST_PASSED_OVER && is_beside(&rest[0]) {
            passed_over.push(at);
            at += 1;
        } else {
            break;
        }
    }
    let rest = pieces.split_off(at);
    let mut place = 0..;
    pieces.retain(|_| place.next().is_some_and(|place| passed_over.contains(&place)));
    pieces.extend(rest);
    pieces
}

/// Whether a piece may stand among the metadata of a page without being any: "Share", the name of the paper, a picture.
fn is_beside(piece: &Piece) -> bool {
    piece.lines == 1 && fits_in(&piece.text, WIDEST_BESIDE) && !ends_sentence(&piece.text)
}

/// Takes a line of metadata, or a label and the value in the next line; gives how many pieces it was. Above the title
/// only dates and addresses are certain: "By Popular Demand" may be the title, "Source: …" the first sentence.
fn take_meta(pieces: &[Piece], draft: &mut Draft) -> Option<usize> {
    let line = pieces.first().filter(|piece| is_line(piece))?;
    let value = pieces.get(1).filter(|piece| is_line(piece) && fits_in(&piece.text, WIDEST_UNCERTAIN));
    let label = keyed::alone(&line.text).zip(value).filter(|(label, value)| metadata::fits(*label, &value.text));
    let (read, length) = match label {
        Some((label, value)) => (vec![MetaLine::Field(label, &line.text, &value.text)], 2),
        None => (meta_lines::read(&line.text)?, 1),
    };
    let certain =
        |line: &MetaLine<'_>| matches!(line, MetaLine::Field(Label::Published | Label::Modified | Label::Url, ..));
    if draft.title.is_none() && !read.iter().all(certain) {
        return None;
    }
    for line in read {
        line.apply(draft);
    }
    Some(length)
}

fn is_line(piece: &Piece) -> bool {
    matches!(piece.kind, Kind::Text | Kind::Item) && piece.lines == 1
}

fn is_meta(piece: &Piece) -> bool {
    is_line(piece) && meta_lines::read(&piece.text).is_some()
}

/// Takes a short paragraph between the title and a byline or a date.
fn take_standfirst(pieces: &[Piece], draft: &mut Draft) -> bool {
    let Some((first, rest)) = pieces.split_first() else { return false };
    let short = first.kind == Kind::Text && fits_in(&first.text, WIDEST_STANDFIRST) && !ends_open(&first.text);
    let long = columns(&first.text) >= NARROWEST_STANDFIRST && !starts_lowercase(&first.text);
    let takes = draft.standfirst.is_none() && short && long && rest.first().is_some_and(is_meta);
    if takes {
        draft.standfirst = Some(first.text.clone());
    }
    takes
}

/// Takes the title; gives how many pieces it was, 0 or 1.
fn take_title(pieces: &[Piece], draft: &mut Draft) -> usize {
    let Some((first, rest)) = pieces.split_first() else { return 0 };
    if let Some(title) = &draft.title {
        // Many tools write the title both into the metadata and above the text.
        let title = collapse_white_space(title).to_lowercase();
        return usize::from(first.text.len() < 2 * title.len() + 8 && first.text.to_lowercase() == title);
    }
    let marked = matches!(first.kind, Kind::Heading(level) if level <= 2);
    if marked || (first.kind == Kind::Text && is_title(first, rest)) {
        draft.title = Some(first.text.clone());
        return 1;
    }
    if first.kind == Kind::Text
        && let Some((title, lead)) = leads::cut(first, rest)
    {
        draft.title = Some(title.to_owned());
        draft.standfirst.get_or_insert_with(|| lead.to_owned());
        return 1;
    }
    0
}

/// Whether the first piece as a whole is the title of the pieces below it.
fn is_title(first: &Piece, rest: &[Piece]) -> bool {
    let text = first.text.as_str();
    let Some(next) = rest.first() else { return false };
    if !fits_in(text, WIDEST_TITLE) || first.lines > 3 || ends_open(text) || !text.chars().any(char::is_alphabetic) {
        return false;
    }
    let width = columns(text);
    let signed = is_meta(next);
    let capitals = is_capitals(text) && !is_capitals(&next.text);
    let body = widest_near(rest);
    if ends_sentence(text) {
        // Headlines ask and call, and so do sentences: what is below must speak for the headline.
        let over_body =
            ends_asking_or_calling(text) && first_sentence_end(text).is_none() && body >= PARAGRAPH.max(width * 3 / 2);
        return width <= WIDEST_UNCERTAIN && (signed || capitals || over_body);
    }
    if first_sentence_end(text).is_some() && width > WIDEST_UNCERTAIN {
        return false;
    }
    // A line among lines of figures, of a list or of a poem is no title: there must be a paragraph below.
    let over_sentence = rest.iter().take(2).any(|piece| piece.after_blank && ends_sentence(&piece.text));
    // A standfirst may stand between the title and the byline.
    let signed = signed || (fits_in(&next.text, WIDEST_STANDFIRST) && rest.get(1).is_some_and(is_meta));
    signed || capitals || over_sentence || (body >= PARAGRAPH && (next.after_blank || !starts_lowercase(text)))
}

/// The width of the widest paragraph below a title, metadata left aside: of the first ones up to a blank line.
fn widest_near(rest: &[Piece]) -> usize {
    let together = rest
        .iter()
        .enumerate()
        .take(NEAR)
        .take_while(|&(at, piece)| at < 2 || !piece.after_blank || is_meta(&rest[at - 1]));
    let texts = together.map(|(_, piece)| piece).filter(|piece| piece.kind == Kind::Text && !is_meta(piece));
    texts.map(|piece| columns(&piece.text)).max().unwrap_or_default()
}
