//! What stands out among changed words: numbers, and names as far as capitals tell them.

use std::collections::HashSet;

use super::Mark;
use super::paragraph::Paragraph;
use super::words::Class;

/// The words that are taken for names.
#[derive(Default)]
pub(super) struct Names(HashSet<u32>);

impl Names {
    /// Adds the words of a paragraph that have a capital within a sentence. In a heading or a line in capitals, where
    /// most words have one, a capital says nothing.
    pub(super) fn learn(&mut self, paragraph: &Paragraph<'_>) {
        let (mut found, mut words) = (Vec::new(), 0);
        let mut begins = true;
        for (index, token) in paragraph.tokens.iter().enumerate() {
            let text = token.of(paragraph.text);
            if token.class == Class::Sign {
                begins = match text.chars().next() {
                    Some('.') => !ends_with_abbreviation(paragraph, index),
                    Some('!' | '?' | '…' | ':' | '"' | '“' | '„' | '«' | '‘' | '(' | '•' | '¿' | '¡') => {
                        true
                    }
                    Some('”' | '’' | '»' | ')' | '\'' | '-' | '–' | '—' | '*') => begins,
                    _ => false,
                };
                continue;
            }
            if token.class == Class::Word && !begins {
                words += 1;
                if is_capitalised(text) {
                    found.push(paragraph.ids[index]);
                }
            }
            begins = false;
        }
        if found.len() * 2 <= words || words == 1 {
            self.0.extend(found);
        }
    }

    /// What a token of a paragraph is, if it stands out.
    pub(super) fn mark(&self, paragraph: &Paragraph<'_>, index: usize) -> Option<Mark> {
        match paragraph.tokens[index].class {
            Class::Number => Some(Mark::Number),
            Class::Word if self.0.contains(&paragraph.ids[index]) => Some(Mark::Name),
            _ => None,
        }
    }
}

/// Whether capitals tell names in a language: in German every noun has one.
pub(super) fn has_capitals_for_names(language: Option<&str>) -> bool {
    !matches!(language, Some("de" | "lb"))
}

/// `Mr.`, `St.`, `J.`: a point that ends no sentence.
fn ends_with_abbreviation(paragraph: &Paragraph<'_>, point: usize) -> bool {
    let Some(token) = point.checked_sub(1).map(|before| paragraph.tokens[before]) else { return false };
    let text = token.of(paragraph.text);
    token.end == paragraph.tokens[point].start && text.chars().count() <= 3 && is_capitalised(text)
}

/// Whether a word begins with a capital. The English "I" is no name.
fn is_capitalised(word: &str) -> bool {
    let is_i = word == "I" || word.starts_with("I'") || word.starts_with("I’");
    !is_i && word.chars().next().is_some_and(char::is_uppercase)
}
