//! Notes on a query, on standard error: what could not be understood, with a line under the place, and what may have been
//! meant.

use cuttings_store::QueryNote;
use textwrap::core::display_width;

use crate::output::{FAINT, STRONG, one_line, styled};

/// Columns of a query that are shown before the place, and from its beginning on.
const BEFORE: usize = 30;
const FROM_PLACE: usize = 46;

/// Says what could not be understood in a query.
pub fn say_note(query: &str, note: Option<&QueryNote>) {
    let Some(note) = note else { return };
    anstream::eprintln!("{} {}", styled(FAINT, "note:"), one_line(&note.message));
    let [line, carets] = draw_place(query, note);
    anstream::eprintln!("  {line}\n  {}", styled(STRONG, &carets));
}

/// Says which query was likelier meant.
pub fn say_did_you_mean(query: Option<&str>) {
    if let Some(query) = query {
        anstream::eprintln!("{} {}", styled(FAINT, "did you mean:"), one_line(query));
    }
}

/// The query on one line, as much of it as fits, and below it a line with carets under the place.
fn draw_place(query: &str, note: &QueryNote) -> [String; 2] {
    let [before, place, behind] = note.parts(query).map(one_line);
    let before = if display_width(&before) > BEFORE {
        let kept: String = take(&mut before.chars().rev(), BEFORE - 1).chars().rev().collect();
        format!("…{kept}")
    } else {
        before
    };
    let shown = shorten(&format!("{place}{behind}"), FROM_PLACE);
    let room = FROM_PLACE.min(display_width(&place)).max(1);
    let carets = format!("{}{}", " ".repeat(display_width(&before)), "^".repeat(room));
    [format!("{before}{shown}"), carets]
}

/// As much of a text as has room, with "…" for the rest.
fn shorten(text: &str, columns: usize) -> String {
    if display_width(text) <= columns {
        return text.trim_end().to_owned();
    }
    format!("{}…", take(&mut text.chars(), columns - 1))
}

/// The first characters that have room.
fn take(characters: &mut impl Iterator<Item = char>, columns: usize) -> String {
    let mut taken = String::new();
    for character in characters {
        taken.push(character);
        if display_width(&taken) > columns {
            taken.pop();
            break;
        }
    }
    taken
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(query: &str, place: std::ops::Range<usize>) -> String {
        draw_place(query, &QueryNote { message: String::new(), place }).join("\n")
    }

    #[test]
    fn the_place_is_underlined() {
        assert_eq!(drawn("late lang:qqq ferry", 5..13), "late lang:qqq ferry\n     ^^^^^^^^");
        assert_eq!(drawn("\"late", 0..1), "\"late\n^");
    }

    #[test]
    fn wide_characters_take_two_columns() {
        assert_eq!(drawn("灯台 （猫", 3..4), "灯台 （猫\n     ^^");
    }

    #[test]
    fn long_queries_are_cut_on_both_sides() {
        let query = format!("{}){}", "a ".repeat(50), " b".repeat(50));
        let drawn = drawn(&query, 100..101);
        let [line, carets] = drawn.split('\n').collect::<Vec<_>>()[..] else { panic!("two lines: {drawn}") };
        assert!(line.starts_with('…') && line.ends_with('…'), "{line}");
        assert!(display_width(line) <= BEFORE + FROM_PLACE);
        assert_eq!(line.chars().nth(carets.len() - 1), Some(')'));
    }

    #[test]
    fn what_would_steer_a_terminal_is_not_printed() {
        assert!(!drawn("\u{1b}[2J \"", 5..6).contains('\u{1b}'));
    }
}
