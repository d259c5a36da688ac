//! Headings and captions: the short lines between paragraphs that no mark explains.

use cuttings_core::{Block, Role};

use super::characters::{columns, fits_in, starts_lowercase};
use super::keyed;
use super::meta_lines;
use super::pieces::{Kind, Piece};
use super::sentences::{ends_asking_or_calling, ends_open, ends_sentence};

/// The widest heading, in columns, and in the scripts whose characters take two.
const WIDEST: usize = 90;
const WIDEST_WIDE: usize = 50;

/// Words of the longest heading.
const MOST_WORDS: usize = 12;

/// The paragraph under a heading has at least so many columns; under a question, which may be one of the text's own
/// sentences, it has more.
const PARAGRAPH: usize = 80;
const PARAGRAPH_UNDER_QUESTION: usize = 200;

/// Names that stand below wire texts, where something else may follow them.
const SIGN_OFFS: &[&str] = &[
    "reuter", "reuters", "ap", "afp", "dpa", "upi", "efe", "ansa", "tass", "xinhua", "end", "ends", "endit", "more",
    "fin",
];

/// The widest caption.
const WIDEST_CAPTION: usize = 400;

/// Makes blocks of pieces, finding captions and headings. `titled` says whether a title stands above the first piece.
pub fn make_blocks(pieces: Vec<Piece>, titled: bool) -> Vec<Block> {
    let roles: Vec<Option<Role>> = (0..pieces.len()).map(|at| find_role(&pieces, at, titled)).collect();
    let with_roles = pieces.into_iter().zip(roles);
    with_roles
        .map(|(piece, role)| match role {
            Some(role) => Block { role, text: piece.text },
            None => piece.into_block(),
        })
        .collect()
}

fn find_role(pieces: &[Piece], at: usize, titled: bool) -> Option<Role> {
    let piece = &pieces[at];
    if piece.kind != Kind::Text {
        return None;
    }
    if keyed::is_caption(&piece.text) && fits_in(&piece.text, WIDEST_CAPTION) {
        return Some(Role::Caption);
    }
    let above = at.checked_sub(1).map(|above| &pieces[above]);
    let heads = looks_like_heading(piece)
        && above.map_or(titled, is_finished)
        && pieces.get(at + 1).is_some_and(|below| is_headed(piece, below));
    heads.then_some(Role::Heading)
}

/// Whether a new section may begin below a piece: a paragraph there has come to its end. Lines of a table or a poem have
/// not, so that none of them becomes a heading.
fn is_finished(piece: &Piece) -> bool {
    piece.kind != Kind::Text || ends_sentence(&piece.text) || keyed::is_caption(&piece.text)
}

/// Whether what stands below is what a heading stands over: a much longer paragraph, or a list.
fn is_headed(heading: &Piece, below: &Piece) -> bool {
    let asks = ends_asking_or_calling(&heading.text);
    match below.kind {
        Kind::Item => !asks,
        Kind::Text => {
            let width = columns(&below.text);
            let least = if asks { PARAGRAPH_UNDER_QUESTION } else { PARAGRAPH };
            width >= least
                && width * 2 >= columns(&heading.text) * 3
                && (ends_sentence(&below.text) || ends_open(&below.text))
        }
        _ => false,
    }
}

fn looks_like_heading(piece: &Piece) -> bool {
    let text = piece.text.as_str();
    // First of all, because most pieces are long.
    if piece.lines > 1 || !fits_in(text, WIDEST) {
        return false;
    }
    let width = columns(text);
    let wide = width > text.chars().count();
    let numbers = text.split_whitespace().filter(|word| word.starts_with(|c: char| c.is_ascii_digit())).count();
    let unfinished = !ends_sentence(text) || text.ends_with(['?', '？', '؟']);
    (!wide || width <= WIDEST_WIDE)
        && text.split_whitespace().count() <= MOST_WORDS
        && text.chars().any(char::is_alphabetic)
        && unfinished
        && !ends_open(text)
        && !starts_lowercase(text)
        && !text.starts_with(['"', '“', '„', '«', '»', '”', '-', '–', '—', '(', '[', '#', '@', '|'])
        && numbers < 2
        && !SIGN_OFFS.contains(&text.to_lowercase().as_str())
        && !meta_lines::stands_alone(text)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    const PARAGRAPH: &str =
        "The quay of the old port, which the winter storms had closed, is ready for the ferry at last.";
    const LONG: &str = "The quay of the old port, which the winter storms had closed, is ready for the ferry at last. The \
        harbour office said on Monday that the first boat of the new season would leave for the island at noon on Friday.";

    fn roles(texts: &[&str]) -> Vec<Role> {
        let piece = |text: &&str| Piece { kind: Kind::Text, text: (*text).to_owned(), after_blank: true, lines: 1 };
        make_blocks(texts.iter().map(piece).collect(), false).into_iter().map(|block| block.role).collect()
    }

    #[rstest]
    #[case("Harbour office sides with the ferry", Role::Heading)]
    #[case("What happens on Friday?", Role::Paragraph)]
    #[case("港务局的新安排", Role::Heading)]
    #[case("The quay is ready.", Role::Paragraph)]
    #[case("The office said:", Role::Paragraph)]
    #[case("and then it was ready", Role::Paragraph)]
    #[case("“We could not wait”", Role::Paragraph)]
    #[case("Boats 12 against 7 last year", Role::Paragraph)]
    #[case("By Jane Doe", Role::Paragraph)]
    #[case("REUTER", Role::Paragraph)]
    #[case("Source: Northwire", Role::Paragraph)]
    #[case("Photo: Northwire/Jane Doe", Role::Caption)]
    fn a_short_line_between_paragraphs(#[case] line: &str, #[case] role: Role) {
        assert_eq!(roles(&[PARAGRAPH, line, PARAGRAPH]), [Role::Paragraph, role, Role::Paragraph]);
    }

    #[test]
    fn a_question_is_a_heading_over_a_long_answer() {
        assert_eq!(roles(&[PARAGRAPH, "What happens on Friday?", LONG])[1], Role::Heading);
    }

    #[test]
    fn a_heading_stands_over_something() {
        assert_eq!(roles(&[PARAGRAPH, "Harbour office", "Jane Doe"]), [Role::Paragraph; 3]);
        assert_eq!(roles(&[PARAGRAPH, "Harbour office"]), [Role::Paragraph; 2]);
    }

    #[test]
    fn one_of_many_short_lines_is_no_heading() {
        assert_eq!(roles(&["Elsa", "Verin", "Port Anna", PARAGRAPH]), [Role::Paragraph; 4]);
    }
}
