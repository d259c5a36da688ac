//! The words by which press databases label what they print, in the languages of their users. They are data: a further
//! language is a further word in `labels.tsv`, whose lines are a meaning and the words for it. So are those of
//! `factiva.tsv`, with codes for words.

use std::collections::HashMap;
use std::sync::LazyLock;

type Meanings = HashMap<&'static str, &'static str>;

static MEANINGS: LazyLock<Meanings> = LazyLock::new(|| meanings_in(include_str!("labels.tsv")));

/// The codes of Factiva, which are no words and have a table of their own: `LA` is one, and a word in several languages.
static CODES: LazyLock<Meanings> = LazyLock::new(|| meanings_in(include_str!("factiva.tsv")));

fn meanings_in(table: &'static str) -> Meanings {
    let lines = table.lines().filter_map(|line| line.split_once('\t'));
    lines.flat_map(|(meaning, words)| words.split('\t').map(move |word| (word, meaning))).collect()
}

/// What a word means, in any case.
pub(super) fn meaning(word: &str) -> Option<&'static str> {
    MEANINGS.get(word.trim().to_uppercase().as_str()).copied()
}

/// What one of Factiva's codes means, if it is one that a field is made of.
pub(super) fn code_meaning(code: &str) -> Option<&'static str> {
    CODES.get(code).copied()
}

/// The label at the beginning of a paragraph, with its meaning, and what follows it.
pub(super) fn split_label(text: &str) -> Option<(&str, &'static str, &str)> {
    let (word, rest) = text.split_once(':')?;
    if word.chars().count() > 30 {
        return None;
    }
    let meaning = meaning(word).filter(|meaning| !matches!(*meaning, "of" | "documents" | "rights" | "end"))?;
    Some((word.trim(), meaning, rest.trim()))
}

/// The number of a document and of how many it is one, in `1 of 10 DOCUMENTS`.
pub(super) fn numbering(line: &str) -> Option<(u64, u64)> {
    let mut words = line.split_whitespace();
    let (number, of, all, documents) = (words.next()?, words.next()?, words.next()?, words.next()?);
    let is_numbering = meaning(of) == Some("of") && meaning(documents) == Some("documents") && words.next().is_none();
    if !is_numbering {
        return None;
    }
    Some((number.replace([',', '.'], "").parse().ok()?, all.replace([',', '.'], "").parse().ok()?))
}

/// Whether a paragraph only says whose rights the text is.
pub(super) fn is_rights(text: &str) -> bool {
    let text = text.to_uppercase();
    MEANINGS.iter().any(|(word, meaning)| *meaning == "rights" && text.starts_with(word))
}
