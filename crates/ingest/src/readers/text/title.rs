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

/// The widest standfirst.
const WIDEST_STANDFIRST: usize = 400;

/// What counts as a paragraph of a body below a title.
const PARAGRAPH: usize = 80;

/// Pieces near the title that may be metadata.
const NEAR: usize = 8;

/// Takes the title, the standfirst and the metadata beside them off the pieces and into the draft; gives the body.
pub fn take(mut pieces: Vec<Piece>, draft: &mut Draft) -> Vec<Piece> {
    let mut taken = 0;
    while taken < NEAR
        && let Some(length) = take_meta(&pieces[taken..], draft)
    {
        taken += length;
    }
    taken += take_title(&pieces[taken..], draft);
    if draft.title.is_some() {
        let near = taken + NEAR;
        while taken < near {
            match take_meta(&pieces[taken..], draft).or_else(|| take_standfirst(&pieces[taken..], draft)) {
                Some(length) => taken += length,
                None => break,
            }
        }
    }
    pieces.drain(..taken);
    pieces
}

/// Takes a line of metadata; gives how many pieces it was. A byline is one only below a title: above it, it may be the
/// title itself.
fn take_meta(pieces: &[Piece], draft: &mut Draft) -> Option<usize> {
    let line = pieces.first().filter(|piece| is_line(piece))?;
    if let Some(label) = keyed::alone(&line.text)
        && let Some(value) = pieces.get(1).filter(|piece| is_line(piece) && metadata::fits(label, &piece.text))
        && label != Label::Title
        && fits_in(&value.text, WIDEST_UNCERTAIN)
    {
        metadata::set(draft, label, &line.text, &value.text);
        return Some(2);
    }
    let read = meta_lines::read(&line.text)?;
    if draft.title.is_none() && read.iter().any(|line| matches!(line, MetaLine::Byline(..))) {
        return None;
    }
    read.into_iter().for_each(|line| line.apply(draft));
    Some(1)
}

fn is_line(piece: &Piece) -> bool {
    matches!(piece.kind, Kind::Text | Kind::Item) && piece.lines == 1
}

fn is_meta(piece: &Piece) -> bool {
    is_line(piece) && meta_lines::read(&piece.text).is_some()
}

/// A short paragraph between the title and a byline or a date.
fn take_standfirst(pieces: &[Piece], draft: &mut Draft) -> Option<usize> {
    let (first, rest) = pieces.split_first()?;
    let short = first.kind == Kind::Text && fits_in(&first.text, WIDEST_STANDFIRST);
    if draft.standfirst.is_some() || !short || ends_open(&first.text) || !rest.first().is_some_and(is_meta) {
        return None;
    }
    draft.standfirst = Some(first.text.clone());
    Some(1)
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
    let over_sentence = next.after_blank && rest.iter().take(2).any(|piece| ends_sentence(&piece.text));
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
