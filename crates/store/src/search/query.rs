//! Queries: from what a person typed to an expression. `docs/search.md` has the language.

mod address;
mod note;
mod parser;
mod signs;
#[cfg(test)]
mod tests;
mod values;
mod variants;

use super::words;
pub(super) use address::Address;
pub use note::QueryNote;
pub(super) use signs::is_quote;

/// A query as it was understood.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Query {
    /// What to find; `None` finds everything.
    pub(super) expression: Option<Expression>,
    /// The words and phrases to be marked in the hits.
    pub(super) terms: Vec<Term>,
    /// What could not be understood, and what was done instead.
    pub(super) note: Option<QueryNote>,
}

/// What a query asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Expression {
    And(Vec<Expression>),
    Or(Vec<Expression>),
    Not(Box<Expression>),
    /// Words side by side, anywhere or in one column alone.
    Text {
        term: Term,
        column: Option<Column>,
    },
    /// Several terms with at most so many words between the first and the last, in any order, all in one column.
    Near {
        terms: Vec<Term>,
        distance: u32,
        column: Option<Column>,
    },
    /// A condition on the article.
    Field(Field),
}

/// A column of the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Title,
    Standfirst,
    Text,
}

impl Column {
    /// Its place in the index.
    pub(super) fn number(self) -> u8 {
        match self {
            Self::Text => 0,
            Self::Title => 1,
            Self::Standfirst => 2,
        }
    }
}

/// A word or phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Term {
    /// The words as typed, or in another spelling.
    pub(super) text: String,
    /// Where what was typed begins in the query, in bytes.
    pub(super) at: usize,
    /// Their folded forms; never empty.
    pub(super) words: Vec<String>,
    /// Whether the last word is only the beginning of one.
    pub(super) prefix: bool,
    /// Whether it was set between quotes, which asks for this spelling alone.
    pub(super) quoted: bool,
}

/// A condition on the article. Names are words side by side; a star at their end makes the last one a prefix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Field {
    Site(String),
    Author(String),
    Section(String),
    Tag(String),
    /// The name of the input that a capture came from.
    Source(String),
    Url(Address),
    Collection(String),
    Language(String),
    /// Published then or later, as the beginning of an ISO 8601 text.
    After(String),
    /// Published earlier.
    Before(String),
    Trait(Trait),
}

/// What the archive found out about an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trait {
    /// `is:duplicate`: not the first publication of its story.
    Duplicate,
    /// `is:revised`: its URL has had another text.
    Revised,
    /// `is:wire`: several sites published its story.
    Wire,
    /// `is:noted`: somebody wrote a note about it.
    Noted,
    /// `is:highlighted`: somebody marked a passage of it.
    Highlighted,
    /// `has:repeats`: a block repeats an earlier one.
    Repeats,
}

impl Query {
    /// Understands a query. Never fails: what cannot be read as one is searched as plain words.
    pub(super) fn parse(text: &str) -> Self {
        let (expression, note) = match parser::parse(text) {
            Ok(expression) => (expression, None),
            Err(fault) => {
                let message = format!("searched as plain words, because {}", fault.reason);
                (plain(text), Some(QueryNote::at(text, &fault.place, message)))
            }
        };
        let asked = text.trim();
        if expression.is_none() && !asked.is_empty() {
            // No letter and no digit: nothing in the index is like that, and "everything" is not what was asked.
            let start = text.len() - text.trim_start().len();
            let message = "there is no word in the query to search for".to_owned();
            let note = Some(QueryNote::at(text, &(start..start + asked.len()), message));
            return Self { expression: Some(Expression::Or(Vec::new())), terms: Vec::new(), note };
        }
        let expression = expression.map(variants::widen);
        let mut terms = Vec::new();
        if let Some(expression) = &expression {
            expression.collect_terms(&mut terms);
        }
        Self { expression, terms, note }
    }
}

impl Expression {
    fn collect_terms(&self, terms: &mut Vec<Term>) {
        match self {
            Self::And(parts) | Self::Or(parts) => parts.iter().for_each(|part| part.collect_terms(terms)),
            Self::Text { term, .. } => terms.push(term.clone()),
            Self::Near { terms: near, .. } => terms.extend(near.iter().cloned()),
            Self::Not(_) | Self::Field(_) => {}
        }
    }
}

impl Term {
    /// The words of a text that begins at a byte of the query; `None` where there are none.
    fn parse(text: &str, at: usize) -> Option<Self> {
        let words: Vec<String> = words::split(text).into_iter().map(|word| word.folded).collect();
        (!words.is_empty()).then(|| Self { text: text.to_owned(), at, words, prefix: false, quoted: false })
    }

    /// The same term in another spelling.
    fn spelt(&self, text: &str) -> Option<Self> {
        let spelt = Self::parse(text, self.at)?;
        Some(Self { prefix: self.prefix, quoted: self.quoted, ..spelt })
    }
}

/// The words of a text, whatever stands between them, as far as they are looked at.
fn plain(text: &str) -> Option<Expression> {
    let mut parts = Vec::new();
    let (mut rest, mut room) = (text, parser::MOST_WORDS);
    for part in text.split_whitespace() {
        // Looked for behind the part before, so that each is found at its own place.
        let Some(start) = rest.find(part) else { break };
        let at = text.len() - rest.len() + start;
        rest = &rest[start + part.len()..];
        // A script without spaces may have many words in one part.
        let words = words::split(part);
        let end = words.get(..room).and_then(<[_]>::last).map_or(part.len(), |last| last.range.end);
        room = room.saturating_sub(words.len());
        parts.extend(Term::parse(&part[..end], at).map(|term| Expression::Text { term, column: None }));
        if room == 0 {
            break;
        }
    }
    parser::all_of(parts)
}

/// A name or title as the value of a field; between quotes where it has to be, or always.
pub(super) fn quoted(text: &str, always: bool) -> String {
    let is_plain = |character: char| character.is_alphanumeric() || matches!(character, '.' | '-' | '_');
    if !always && text.chars().all(is_plain) {
        return text.to_owned();
    }
    // A phrase has no quotes, and words that stand side by side without them do so with them too.
    format!("\"{}\"", text.replace(is_quote, " ").trim())
}
