//! "Did you mean": for a query with few hits, the same query with words that the archive knows better.
//!
//! A word that few texts have is compared with the words that are one slip of the finger away: two letters swapped, one
//! missing, one too many, one wrong, or a space missing. Those that the index has are counted, the one in the most texts is
//! taken. Nothing is stored for this: the words of the index are in order, so that one look at the next word that is there
//! passes over all that are not. It takes some hundred looks, a few milliseconds in a million articles.

mod edit;
#[cfg(test)]
mod tests;

use rusqlite::OptionalExtension;

use super::query::Query;
use super::words::{self, Word};
use crate::Archive;
use edit::{Edit, edits};

/// With fewer hits than this a query may be misspelt.
pub(super) const FEW_HITS: u64 = 3;
/// A word in fewer texts than this may be.
const FEW_TEXTS: u64 = 3;
/// How many times as many texts must have the other word.
const MUCH_MORE: u64 = 5;
/// Texts of a word are counted up to here: what is in more is common.
const COUNTED: u64 = 1_000;
/// Shorter words have too many neighbours.
const SHORTEST: usize = 4;
/// Longer ones are no words that somebody typed.
const LONGEST: usize = 24;
/// How often the index is looked into for one query, at most.
const MOST_LOOKS: usize = 2_000;

impl Archive {
    /// The query as it was typed, but for the words that are likely misspelt; `None` where there is none.
    pub(super) fn respell(&self, typed: &str, query: &Query) -> rusqlite::Result<Option<String>> {
        let mut respelt = typed.to_owned();
        let mut looks = MOST_LOOKS;
        // From the end, so that the places before stay where they are.
        for (at, word) in doubtful(typed, query).into_iter().rev() {
            let place = at + word.range.start..at + word.range.end;
            let better = self.find_better(&word.folded, &typed[place.clone()], &mut looks)?;
            if let Some(better) = better {
                respelt.replace_range(place, &better);
            }
        }
        Ok((respelt != typed).then_some(respelt))
    }

    /// The word that is meant by one which few texts have.
    fn find_better(&self, folded: &str, typed: &str, looks: &mut usize) -> rusqlite::Result<Option<String>> {
        let known = self.count_texts_with(folded, FEW_TEXTS)?;
        if known >= FEW_TEXTS {
            return Ok(None);
        }
        let (folded, typed): (Vec<char>, Vec<char>) = (folded.chars().collect(), typed.chars().collect());
        // Few get the first letter wrong, and to look for all others takes twice as long.
        let (at_first, others): (Vec<Edit>, Vec<Edit>) =
            edits(&folded).into_iter().partition(|edit| edit.is_at_first());
        let mut best = (known * MUCH_MORE, None);
        for edits in [others, at_first] {
            for (edit, other) in self.find_existing(&edits, &folded, looks)? {
                let texts = self.count_texts_with(&other, COUNTED)?;
                if texts > best.0 {
                    // What was typed keeps its accents and capitals where the slip was not.
                    let kept = if typed.len() == folded.len() { edit.apply(&typed) } else { other };
                    best = (texts, Some(kept));
                }
            }
            if best.1.is_some() {
                break;
            }
        }
        Ok(best.1.map(|word| if is_operator(&word) { word.to_lowercase() } else { word }))
    }

    /// Those of the words that edits make of a word which the index has, in the order of the edits. Two words are counted
    /// among them unseen.
    fn find_existing(
        &self,
        edits: &[Edit],
        folded: &[char],
        looks: &mut usize,
    ) -> rusqlite::Result<Vec<(Edit, String)>> {
        let mut words: Vec<(String, usize)> =
            edits.iter().map(|edit| edit.apply(folded)).zip(0..).filter(|(word, _)| !word.contains(' ')).collect();
        words.sort_unstable();
        let mut found: Vec<usize> = (0..edits.len()).filter(|&place| matches!(edits[place], Edit::Split(_))).collect();
        self.connection.execute_batch(include_str!("spelling/create_terms.sql"))?;
        let mut statement = self.connection.prepare_cached(include_str!("spelling/get_next_term.sql"))?;
        let mut next = Some(String::new());
        for (word, place) in words {
            if next.as_ref().is_some_and(|next| *next < word) {
                if *looks == 0 {
                    break;
                }
                *looks -= 1;
                next = statement.query_row([&word], |row| row.get(0)).optional()?;
            }
            if next.as_ref() == Some(&word) {
                found.push(place);
            }
        }
        found.sort_unstable();
        Ok(found.into_iter().map(|place| (edits[place], edits[place].apply(folded))).collect())
    }

    fn count_texts_with(&self, word: &str, most: u64) -> rusqlite::Result<u64> {
        self.count_matches(&format!("\"{word}\""), most)
    }

    fn count_matches(&self, matching: &str, most: u64) -> rusqlite::Result<u64> {
        let mut statement = self.connection.prepare_cached(include_str!("count_matches.sql"))?;
        statement.query_row((matching, most), |row| row.get(0))
    }
}

/// The words of a query that may be misspelt, each with the byte at which its term begins, in the order of the query.
fn doubtful(typed: &str, query: &Query) -> Vec<(usize, Word)> {
    let mut found = Vec::new();
    for term in &query.terms {
        // A term in another spelling than the one that was typed was typed once all the same.
        if !typed.get(term.at..).is_some_and(|rest| rest.starts_with(&term.text)) {
            continue;
        }
        let mut words = words::split(&term.text);
        if term.prefix {
            words.pop();
        }
        words.retain(|word| {
            let length = word.folded.chars().count();
            (SHORTEST..=LONGEST).contains(&length) && word.folded.chars().all(char::is_alphabetic)
        });
        found.extend(words.into_iter().map(|word| (term.at, word)));
    }
    found.sort_by_key(|(at, word)| at + word.range.start);
    found.dedup_by_key(|(at, word)| *at + word.range.start);
    found
}

fn is_operator(word: &str) -> bool {
    matches!(word, "AND" | "OR" | "NOT")
}
