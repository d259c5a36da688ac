//! What is left before, between and after the paragraphs of an article that is none of it.

use cuttings_core::{Date, Role};

use super::Known;
use super::flow::Piece;
use super::phrases::{begins_other_part, is_of_the_page};
use super::root::prose;
use crate::page::agrees;
use crate::readers::byline::read_byline;

/// A line of at most so many characters beside the text may be a label, a byline or a date.
const LABEL: u32 = 80;

/// The end of an article, where a label begins other parts of the page, is its last part of so many percent.
const END: u64 = 25;

/// Leaves out what the article does not say.
pub(super) fn trim(pieces: Vec<Piece>, known: &Known<'_>) -> Vec<Piece> {
    let title = known.title.map(letters).filter(|title| !title.is_empty());
    let mut pieces: Vec<Piece> = pieces.into_iter().filter(|piece| !is_title(piece, title.as_deref())).collect();
    cut_other_parts(&mut pieces);
    pieces.retain(|piece| !is_noise(piece));
    keep_to_article_body(&mut pieces, known);
    drop_before(&mut pieces, known);
    drop_after(&mut pieces);
    pieces
}

fn is_title(piece: &Piece, title: Option<&str>) -> bool {
    title.is_some_and(|title| letters(&piece.text) == title)
}

fn is_noise(piece: &Piece) -> bool {
    if piece.role == Role::Preformatted {
        return false;
    }
    let is_link = piece.link_density() > 0.8 && (piece.role != Role::ListItem || piece.length > 25);
    is_link
        || (is_of_the_page(&piece.text)
            && (piece.length < LABEL || (piece.link_density() > 0.3 && piece.length < 2 * LABEL)))
        || !piece.text.chars().any(char::is_alphanumeric)
}

/// From a label such as "Related stories" on: up to the next heading or the next prose where there is much text after
/// it, otherwise all that follows.
fn cut_other_parts(pieces: &mut Vec<Piece>) {
    let total: u64 = pieces.iter().map(prose).sum();
    let mut before = 0;
    let mut at = 0;
    while at < pieces.len() {
        let is_label = pieces[at].length < LABEL
            && matches!(pieces[at].role, Role::Heading | Role::Paragraph | Role::ListItem)
            && begins_other_part(&pieces[at].text);
        if !is_label {
            before += prose(&pieces[at]);
            at += 1;
            continue;
        }
        let left = total - before;
        if pieces[at].role == Role::Heading && left * 100 < total * END && before > 0 {
            pieces.truncate(at);
            return;
        }
        let length =
            pieces[at + 1..].iter().take_while(|piece| piece.role != Role::Heading && prose(piece) == 0).count();
        pieces.drain(at..=at + length);
    }
}

/// Bylines, dates and labels before the first sentence. A heading stays where the text begins right after it, unless it
/// is the title in other words.
fn drop_before(pieces: &mut Vec<Piece>, known: &Known<'_>) {
    let Some(first) = pieces.iter().position(|piece| prose(piece) > 0) else { return };
    let mut at = 0;
    pieces.retain(|piece| {
        at += 1;
        at > first || !is_label(piece, known, at == first)
    });
}

fn is_label(piece: &Piece, known: &Known<'_>, is_last: bool) -> bool {
    let text = piece.text.as_str();
    match piece.role {
        Role::Heading if piece.length > LABEL => false,
        Role::Heading => !is_last || known.title.is_some_and(|title| agrees(text, title)),
        Role::Paragraph if piece.length <= LABEL => {
            let is_author = known.authors.iter().any(|author| text.contains(author.as_str()));
            is_author || read_byline(text).is_some() || Date::parse(text).is_some() || !ends_sentence(text)
        }
        _ => false,
    }
}

/// So many short lines at the end may be labels; more are a list or a timetable.
const MOST_LABELS: usize = 4;

/// Headings, labels and links after the last sentence, and what stands there to promote or to protect the text.
fn drop_after(pieces: &mut Vec<Piece>) {
    let mut labels = 0;
    let mut end = pieces.len();
    while let Some(last) = end.checked_sub(1).map(|at| &pieces[at]) {
        let text = last.text.as_str();
        let is_short = last.length < LABEL && !ends_sentence(text);
        let drop = match last.role {
            Role::Heading => true,
            Role::Preformatted | Role::Quote | Role::Caption => false,
            Role::ListItem => last.link_density() > 0.5,
            Role::Paragraph => {
                is_short
                    || text.starts_with(['©', '*'])
                    || (last.length < 3 * LABEL && (is_promotion(text) || last.link_density() > 0.5))
            }
        };
        if !drop {
            break;
        }
        labels += usize::from(is_short && last.role == Role::Paragraph);
        end -= 1;
    }
    if labels <= MOST_LABELS {
        pieces.truncate(end);
    }
}

/// What the page's own data have as the text ends where they end, if they have nearly all of it.
fn keep_to_article_body(pieces: &mut Vec<Piece>, known: &Known<'_>) {
    let Some(body) = known.article_body.map(letters).filter(|body| body.len() > 200) else { return };
    let is_in = |piece: &Piece| {
        let text = letters(&piece.text);
        text.chars().count() >= 20 && body.contains(&text)
    };
    let inside: Vec<bool> = pieces.iter().map(is_in).collect();
    let total: u64 = pieces.iter().map(prose).sum();
    let found: u64 = pieces.iter().zip(&inside).filter(|(_, inside)| **inside).map(|(piece, _)| prose(piece)).sum();
    if found * 100 < total * NEARLY_ALL {
        return;
    }
    if let Some(last) = inside.iter().rposition(|inside| *inside) {
        pieces.truncate(last + 1);
    }
}

/// In percent.
const NEARLY_ALL: u64 = 80;

/// Words of sentences that stand below articles.
const PROMOTIONS: &[&str] = &[
    "newsletter",
    "subscribe",
    "sign up",
    "follow us",
    "follow him",
    "follow her",
    "on twitter",
    "on facebook",
    "on instagram",
    "all rights reserved",
    "copyright",
    "©",
    "whatsapp",
    "telegram",
    "abonnieren",
    "abonnez",
    "suscríbete",
    "iscriviti",
    "podpisz",
    "подписывайтесь",
    "download",
    "reached at",
    "@",
    "have a tip",
    "donate",
    "support our",
    "click here",
];

fn is_promotion(text: &str) -> bool {
    let text = text.to_lowercase();
    PROMOTIONS.iter().any(|word| text.contains(word))
}

fn ends_sentence(text: &str) -> bool {
    text.ends_with(['.', '!', '?', '…', ':', '"', '”', '»', '。', '！', '？', '」', '“', '’', ')', '।', '؟', '။'])
}

/// Letters and digits in lower case.
pub(super) fn letters(text: &str) -> String {
    text.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
