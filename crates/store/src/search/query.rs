//! The query language: words, "phrases", prefix*, OR, NOT or -, parentheses, and fields.

use cuttings_core::{Date, normalize_language};

use super::words;

/// How deep parentheses may nest.
const DEEPEST: usize = 32;
/// How many words of a query are looked at.
const MOST_WORDS: usize = 200;

/// A query as it was understood.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Query {
    /// What to find; `None` finds everything.
    pub(super) expression: Option<Expression>,
    /// The words and phrases to be marked in the hits.
    pub(super) terms: Vec<Term>,
    /// What could not be understood, and what was done instead.
    pub(super) note: Option<String>,
}

/// What a query asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Expression {
    And(Vec<Expression>),
    Or(Vec<Expression>),
    Not(Box<Expression>),
    /// Words in the text, or in the title alone.
    Text {
        term: Term,
        in_title: bool,
    },
    /// A condition on the article.
    Field(Field),
}

/// A word or phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Term {
    /// The words as typed.
    pub(super) text: String,
    /// Their folded forms; never empty.
    pub(super) words: Vec<String>,
    /// Whether the last word is only the beginning of one.
    pub(super) prefix: bool,
}

/// A condition on the article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Field {
    Site(String),
    Author(String),
    Section(String),
    Tag(String),
    Collection(String),
    Language(String),
    After(String),
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
        let (expression, note) = match Parser::new(text).parse() {
            Ok(expression) => (expression, None),
            Err(reason) => (plain(text), Some(format!("searched as plain words, because {reason}"))),
        };
        let asked = text.split_whitespace().next().is_some();
        if asked && expression.is_none() {
            // No letter and no digit: nothing in the index is like that, and "everything" is not what was asked.
            let nothing = Expression::Or(Vec::new());
            let note = Some("there is no word in the query to search for".to_owned());
            return Self { expression: Some(nothing), terms: Vec::new(), note };
        }
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
            Self::Not(_) | Self::Field(_) => {}
        }
    }
}

impl Term {
    fn new(text: &str, prefix: bool) -> Option<Self> {
        let words: Vec<String> = words::split(text).into_iter().map(|word| word.folded).collect();
        (!words.is_empty()).then(|| Self { text: text.to_owned(), words, prefix })
    }
}

/// All words of a text, whatever stands between them.
fn plain(text: &str) -> Option<Expression> {
    let terms = text.split_whitespace().filter_map(|word| Term::new(word, false)).take(MOST_WORDS);
    all_of(terms.map(|term| Expression::Text { term, in_title: false }).collect())
}

fn all_of(mut parts: Vec<Expression>) -> Option<Expression> {
    if parts.len() > 1 { Some(Expression::And(parts)) } else { parts.pop() }
}

/// Why a text is no query, as the end of "because …".
type Reason = String;

struct Parser<'a> {
    rest: &'a str,
    depth: usize,
    words: usize,
}

impl<'a> Parser<'a> {
    fn new(text: &'a str) -> Self {
        Self { rest: text, depth: 0, words: 0 }
    }

    fn parse(mut self) -> Result<Option<Expression>, Reason> {
        let expression = self.alternatives()?;
        if self.peek() == Some(')') {
            return Err("a closing parenthesis has no opening one".to_owned());
        }
        Ok(expression)
    }

    fn peek(&mut self) -> Option<char> {
        self.rest = self.rest.trim_start();
        self.rest.chars().next()
    }

    /// Takes an operator word where it stands by itself.
    fn take_operator(&mut self, operator: &str) -> bool {
        self.peek();
        let Some(after) = self.rest.strip_prefix(operator) else { return false };
        let alone =
            after.is_empty() || after.starts_with(|next: char| next.is_whitespace() || next == '(' || is_quote(next));
        if alone {
            self.rest = after;
        }
        alone
    }

    fn alternatives(&mut self) -> Result<Option<Expression>, Reason> {
        let mut parts = Vec::new();
        let mut open = false;
        loop {
            match self.conjunction()? {
                Some(part) => parts.push(part),
                None if open || self.is_at_or() => return Err("OR needs a word on each side".to_owned()),
                None => {}
            }
            open = self.take_operator("OR");
            if !open {
                break;
            }
        }
        Ok(if parts.len() > 1 { Some(Expression::Or(parts)) } else { parts.pop() })
    }

    fn is_at_or(&self) -> bool {
        Parser { rest: self.rest, depth: 0, words: 0 }.take_operator("OR")
    }

    fn conjunction(&mut self) -> Result<Option<Expression>, Reason> {
        let mut parts = Vec::new();
        while let Some(next) = self.peek() {
            if next == ')' || self.is_at_or() {
                break;
            }
            if self.take_operator("AND") {
                let ends = self.peek().is_none_or(|next| next == ')') || self.is_at_or();
                if parts.is_empty() || ends {
                    return Err("AND needs a word on each side".to_owned());
                }
                continue;
            }
            if let Some(part) = self.negation()? {
                parts.push(part);
            }
        }
        Ok(all_of(parts))
    }

    fn negation(&mut self) -> Result<Option<Expression>, Reason> {
        let dashed = self
            .rest
            .strip_prefix('-')
            .filter(|after| after.starts_with(|next: char| next.is_alphanumeric() || next == '(' || is_quote(next)));
        let negated = if let Some(after) = dashed {
            self.rest = after;
            true
        } else {
            self.take_operator("NOT")
        };
        if !negated {
            return self.item();
        }
        if self.peek().is_none_or(|next| next == ')') {
            return Err("NOT needs a word behind it".to_owned());
        }
        self.nested(Self::negation).map(|part| part.map(|part| Expression::Not(Box::new(part))))
    }

    fn nested<T>(&mut self, parse: impl FnOnce(&mut Self) -> Result<T, Reason>) -> Result<T, Reason> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(format!("it nests deeper than {DEEPEST} levels"));
        }
        let parsed = parse(self)?;
        self.depth -= 1;
        Ok(parsed)
    }

    fn item(&mut self) -> Result<Option<Expression>, Reason> {
        match self.peek() {
            Some('(') => {
                self.rest = &self.rest[1..];
                let inner = self.nested(Self::alternatives)?;
                if self.peek() != Some(')') {
                    return Err("an opening parenthesis has no closing one".to_owned());
                }
                self.rest = &self.rest[1..];
                Ok(inner)
            }
            Some(quote) if is_quote(quote) => {
                let phrase = self.phrase()?;
                self.text(phrase, false)
            }
            _ => self.word(),
        }
    }

    /// What stands between two quotes. A star behind the second makes the last word a prefix, as without quotes.
    fn phrase(&mut self) -> Result<&'a str, Reason> {
        let mut characters = self.rest.char_indices().skip(1);
        let (start, _) = characters.clone().next().ok_or_else(unclosed_quote)?;
        let (end, quote) = characters.find(|&(_, character)| is_quote(character)).ok_or_else(unclosed_quote)?;
        let phrase = &self.rest[start..end];
        self.rest = &self.rest[end + quote.len_utf8()..];
        Ok(phrase)
    }

    fn word(&mut self) -> Result<Option<Expression>, Reason> {
        if let Some((name, value_start)) = self.field_name() {
            self.rest = &self.rest[value_start..];
            return self.field(name);
        }
        let word = self.bare_word();
        self.text(word, false)
    }

    fn bare_word(&mut self) -> &'a str {
        let is_end =
            |character: char| character.is_whitespace() || matches!(character, '(' | ')') || is_quote(character);
        let end = self.rest.find(is_end).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        word
    }

    /// The name of a known field at this place, and where its value begins.
    fn field_name(&self) -> Option<(&'static str, usize)> {
        FIELDS.iter().find_map(|&name| {
            let beginning = self.rest.get(..name.len())?;
            let is_field = beginning.eq_ignore_ascii_case(name) && self.rest[name.len()..].starts_with(':');
            is_field.then_some((name, name.len() + 1))
        })
    }

    fn field(&mut self, name: &'static str) -> Result<Option<Expression>, Reason> {
        let quoted = self.rest.starts_with(is_quote);
        let value = if quoted { self.phrase()? } else { self.bare_word() };
        if value.trim().is_empty() {
            return Err(format!("{name}: needs a value right behind it"));
        }
        let owned = value.trim().to_owned();
        Ok(Some(Expression::Field(match name {
            "title" => return self.text(value, true),
            "site" => Field::Site(owned),
            "author" => Field::Author(owned),
            "section" => Field::Section(owned),
            "tag" => Field::Tag(owned),
            "in" => Field::Collection(owned),
            "lang" => Field::Language(
                normalize_language(value).ok_or_else(|| format!("lang:{value} names no language; try lang:de"))?,
            ),
            "is" => Field::Trait(match value.to_lowercase().as_str() {
                "duplicate" => Trait::Duplicate,
                "revised" => Trait::Revised,
                "wire" => Trait::Wire,
                "noted" => Trait::Noted,
                "highlighted" => Trait::Highlighted,
                _ => {
                    return Err(format!(
                        "is:{value} is not known; try is:duplicate, is:revised, is:wire, is:noted or is:highlighted"
                    ));
                }
            }),
            "has" if value.eq_ignore_ascii_case("repeats") => Field::Trait(Trait::Repeats),
            "has" => return Err(format!("has:{value} is not known; try has:repeats")),
            _ => {
                let date =
                    Date::parse(value).ok_or_else(|| format!("{name}:{value} is no date; try {name}:2022-09"))?;
                let iso = date.as_iso().to_owned();
                if name == "after" { Field::After(iso) } else { Field::Before(iso) }
            }
        })))
    }

    fn text(&mut self, text: &str, in_title: bool) -> Result<Option<Expression>, Reason> {
        self.words += 1;
        if self.words > MOST_WORDS {
            return Err(format!("it has more than {MOST_WORDS} words, of which the first {MOST_WORDS} are looked at"));
        }
        let starred = self.rest.strip_prefix('*').filter(|_| !text.ends_with('*'));
        if let Some(after) = starred {
            self.rest = after;
        }
        let (text, prefix) = match text.strip_suffix('*') {
            Some(beginning) => (beginning, true),
            None => (text, starred.is_some()),
        };
        Ok(Term::new(text, prefix).map(|term| Expression::Text { term, in_title }))
    }
}

/// The fields of the language, longest names first where one begins another.
const FIELDS: &[&str] = &["title", "site", "author", "section", "tag", "lang", "after", "before", "is", "in", "has"];

fn unclosed_quote() -> Reason {
    "a quote is not closed".to_owned()
}

fn is_quote(character: char) -> bool {
    matches!(character, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '「' | '」' | '『' | '』' | '＂')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    /// The query as it was understood, written without ambiguity.
    fn understood(text: &str) -> String {
        let query = Query::parse(text);
        assert_eq!(query.note, None, "{text}");
        query.expression.as_ref().map(written).unwrap_or_default()
    }

    fn written(expression: &Expression) -> String {
        let list = |parts: &[Expression]| parts.iter().map(written).collect::<Vec<_>>().join(" ");
        match expression {
            Expression::And(parts) => format!("and({})", list(parts)),
            Expression::Or(parts) => format!("or({})", list(parts)),
            Expression::Not(part) => format!("not({})", written(part)),
            Expression::Text { term, in_title } => {
                let star = if term.prefix { "*" } else { "" };
                let title = if *in_title { "title:" } else { "" };
                format!("{title}{}{star}", term.words.join("_"))
            }
            Expression::Field(field) => format!("{field:?}"),
        }
    }

    #[rstest]
    #[case("", "")]
    #[case("ferry", "ferry")]
    #[case("late ferry", "and(late ferry)")]
    #[case("late AND ferry", "and(late ferry)")]
    #[case("\"late ferry\"", "late_ferry")]
    #[case("“late ferry” quay", "and(late_ferry quay)")]
    #[case("lighth*", "lighth*")]
    #[case("\"late fer\"*", "late_fer*")]
    #[case("ferry OR boat quay", "or(ferry and(boat quay))")]
    #[case("(ferry OR boat) quay", "and(or(ferry boat) quay)")]
    #[case("ferry -late", "and(ferry not(late))")]
    #[case("ferry NOT (late OR slow)", "and(ferry not(or(late slow)))")]
    #[case("title:ferry site:dw.com", "and(title:ferry Site(\"dw.com\"))")]
    #[case("author:\"Ida Brandt\"", "Author(\"Ida Brandt\")")]
    #[case("lang:German after:2022-09 before:2022", "and(Language(\"de\") After(\"2022-09\") Before(\"2022\"))")]
    #[case("is:wire -IS:Duplicate", "and(Trait(Wire) not(Trait(Duplicate)))")]
    #[case("is:revised OR has:repeats", "or(Trait(Revised) Trait(Repeats))")]
    #[case("this:wire", "this_wire")]
    #[case("state-run", "state_run")]
    #[case("北京 manual", "and(北_京 manual)")]
    #[case("Breaking: 10:30 – news", "and(breaking 10_30 news)")]
    #[case("or and not", "and(or and not)")]
    #[case("C++ & R&D", "and(c r_d)")]
    fn queries(#[case] text: &str, #[case] expected: &str) {
        // `before:2022` and the like need a date parser, so this also shows that one is there.
        assert_eq!(understood(text), expected);
    }

    #[rstest]
    #[case("\"late ferry", "and(late ferry)", "quote")]
    #[case("(late ferry", "and(late ferry)", "parenthesis")]
    #[case("late) ferry", "and(late ferry)", "parenthesis")]
    #[case("OR ferry", "and(or ferry)", "OR")]
    #[case("ferry OR", "and(ferry or)", "OR")]
    #[case("ferry AND", "and(ferry and)", "AND")]
    #[case("ferry NOT", "and(ferry not)", "NOT")]
    #[case("site:", "site", "site:")]
    #[case("after:sometime ferry", "and(after_sometime ferry)", "after:sometime")]
    #[case("lang:qqq", "lang_qqq", "lang:qqq")]
    #[case("is:late ferry", "and(is_late ferry)", "is:duplicate")]
    #[case("has:ferry", "has_ferry", "has:repeats")]
    fn what_is_no_query_is_searched_as_words_with_a_note(
        #[case] text: &str,
        #[case] expected: &str,
        #[case] why: &str,
    ) {
        let query = Query::parse(text);
        assert_eq!(written(&query.expression.expect("words")), expected);
        assert!(query.note.expect("a note").contains(why));
    }

    #[test]
    fn a_query_without_a_word_finds_nothing_and_says_so() {
        for text in ["—", "\"\"", "()", "!? …", "*"] {
            let query = Query::parse(text);
            assert_eq!(query.expression, Some(Expression::Or(Vec::new())), "{text}");
            assert!(query.note.is_some());
        }
    }

    proptest! {
        #[test]
        fn every_text_is_a_query(text in "[\\PC\"()*:-]{0,60}") {
            Query::parse(&text);
        }

        #[test]
        fn words_come_back_as_they_were(words in prop::collection::vec("[a-z]{1,8}", 1..6)) {
            let query = Query::parse(&words.join(" "));
            let terms: Vec<_> = query.terms.into_iter().flat_map(|term| term.words).collect();
            prop_assert_eq!(terms, words);
            prop_assert_eq!(query.note, None);
        }
    }
}
