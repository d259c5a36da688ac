//! What pages say around their articles: "Advertisement", "Read more", "Related stories".

use std::collections::HashSet;
use std::sync::LazyLock;

/// The lists of `phrases.txt`.
struct Phrases {
    lines: HashSet<&'static str>,
    beginnings: Vec<&'static str>,
    sections: HashSet<&'static str>,
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let entries =
        |mark: &'static str| include_str!("phrases.txt").lines().filter_map(move |line| line.strip_prefix(mark));
    Phrases { lines: entries("= ").collect(), beginnings: entries("^ ").collect(), sections: entries("# ").collect() }
});

/// Longer texts (bytes) are of the article however they begin.
const LONGEST: usize = 300;

/// Whether a line belongs to the page around the article.
pub(super) fn is_of_the_page(text: &str) -> bool {
    if text.len() > LONGEST {
        return false;
    }
    let plain = plain(text);
    PHRASES.lines.contains(plain.as_str()) || PHRASES.beginnings.iter().any(|beginning| begins_with(&plain, beginning))
}

/// Whether a heading or label begins a part of the page that is none of the article.
pub(super) fn begins_other_part(text: &str) -> bool {
    if text.len() > LONGEST / 3 {
        return false;
    }
    let plain = plain(text);
    PHRASES.sections.contains(plain.as_str())
}

fn begins_with(plain: &str, beginning: &str) -> bool {
    plain.strip_prefix(beginning).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ') || !beginning.is_ascii())
}

/// Words in lower case with single spaces between them.
fn plain(text: &str) -> String {
    let words = text.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut plain = String::with_capacity(text.len());
    for word in words {
        if !plain.is_empty() {
            plain.push(' ');
        }
        plain.extend(word.chars().flat_map(char::to_lowercase));
    }
    plain
}
