//! The grammar. It is our own because every text must be a query and every fault must know its place, in any script and
//! with any quotes, which the grammars that are there (tantivy's, for one) do not offer.

use std::ops::Range;

use super::signs::{closing, is_closing_parenthesis, is_colon, is_dash, is_opening_parenthesis, is_quote, is_star};
use super::{Address, Column, Expression, Field, Term, values};

/// How deep parentheses may nest.
const DEEPEST: usize = 32;
/// How many words of a query are looked at; in scripts without spaces, how many characters.
pub(super) const MOST_WORDS: usize = 200;
/// How many words may stand between those that are near each other, at most.
const FARTHEST: u32 = 1_000;
/// How many do where the query does not say, as in FTS5.
const USUAL_DISTANCE: u32 = 10;

/// Why a text is no query, as the end of "because …", and where in it, in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) reason: String,
    pub(super) place: Range<usize>,
}

impl Fault {
    fn new(place: Range<usize>, reason: impl Into<String>) -> Self {
        Self { reason: reason.into(), place }
    }
}

type Parsed<T> = Result<T, Fault>;

/// Reads a text as a query. Nothing but white space and signs is `None`.
///
/// # Errors
/// Why it is none.
pub(super) fn parse(text: &str) -> Parsed<Option<Expression>> {
    let mut parser = Parser { text, at: 0, depth: 0, words: 0 };
    let expression = parser.alternatives()?;
    match parser.peek() {
        Some(closing) => {
            let place = parser.at..parser.at + closing.len_utf8();
            Err(Fault::new(place, "a closing parenthesis has no opening one"))
        }
        None => Ok(expression),
    }
}

#[derive(Clone)]
struct Parser<'a> {
    text: &'a str,
    /// The byte that is read next.
    at: usize,
    depth: usize,
    words: usize,
}

impl<'a> Parser<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// The next character that is no white space.
    fn peek(&mut self) -> Option<char> {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
        self.rest().chars().next()
    }

    /// Takes the next character where it is such.
    fn take(&mut self, is_wanted: impl Fn(char) -> bool) -> bool {
        let next = self.rest().chars().next().filter(|&next| is_wanted(next));
        self.at += next.map_or(0, char::len_utf8);
        next.is_some()
    }

    /// Takes everything up to a character that ends it.
    fn take_until(&mut self, is_end: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let taken = &rest[..rest.find(is_end).unwrap_or(rest.len())];
        self.at += taken.len();
        taken
    }

    /// Takes an operator word where it stands by itself, and gives its place.
    fn take_operator(&mut self, operator: &str) -> Option<Range<usize>> {
        self.peek();
        let after = self.rest().strip_prefix(operator)?;
        let next = after.chars().next();
        let is_alone = next.is_none_or(|next| next.is_whitespace() || is_opening_parenthesis(next) || is_quote(next));
        let place = self.at..self.at + operator.len();
        is_alone.then(|| {
            self.at = place.end;
            place
        })
    }

    fn operator_here(&self, operator: &str) -> Option<Range<usize>> {
        self.clone().take_operator(operator)
    }

    fn is_at_end(&mut self) -> bool {
        self.peek().is_none_or(is_closing_parenthesis)
    }

    fn alternatives(&mut self) -> Parsed<Option<Expression>> {
        let mut parts = Vec::new();
        let mut operator = None;
        loop {
            let part = self.conjunction()?;
            let next = self.take_operator("OR");
            match part {
                Some(part) => parts.push(part),
                None => {
                    if let Some(place) = operator.or(next.clone()) {
                        return Err(Fault::new(place, "OR needs a word on each side"));
                    }
                }
            }
            if next.is_none() {
                break;
            }
            operator = next;
        }
        Ok(if parts.len() > 1 { Some(Expression::Or(parts)) } else { parts.pop() })
    }

    fn conjunction(&mut self) -> Parsed<Option<Expression>> {
        let mut parts = Vec::new();
        while !self.is_at_end() && self.operator_here("OR").is_none() {
            if let Some(place) = self.take_operator("AND") {
                if parts.is_empty() || self.is_at_end() || self.operator_here("OR").is_some() {
                    return Err(Fault::new(place, "AND needs a word on each side"));
                }
            } else if let Some((place, distance)) = self.take_near() {
                let left = parts.pop();
                let right = if self.is_at_end() { None } else { self.item()? };
                parts.push(near(left, right, distance).ok_or_else(|| {
                    Fault::new(place, format!("NEAR/{distance} needs a word or a phrase on each side"))
                })?);
            } else if let Some(part) = self.negation()? {
                parts.push(part);
            }
        }
        Ok(all_of(parts))
    }

    fn negation(&mut self) -> Parsed<Option<Expression>> {
        let mut ahead = self.clone();
        let is_dashed = ahead.take(is_dash)
            && ahead
                .rest()
                .starts_with(|next: char| next.is_alphanumeric() || is_opening_parenthesis(next) || is_quote(next));
        let start = self.at;
        if is_dashed {
            self.at = ahead.at;
        } else if let Some(place) = self.take_operator("NOT") {
            if self.is_at_end() {
                return Err(Fault::new(place, "NOT needs a word behind it"));
            }
        } else {
            return self.item();
        }
        let part = self.nested(start, Self::negation)?;
        Ok(part.map(|part| Expression::Not(Box::new(part))))
    }

    fn nested<T>(&mut self, start: usize, parse: impl FnOnce(&mut Self) -> Parsed<T>) -> Parsed<T> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(Fault::new(start..self.at, format!("it nests deeper than {DEEPEST} levels")));
        }
        let parsed = parse(self)?;
        self.depth -= 1;
        Ok(parsed)
    }

    fn item(&mut self) -> Parsed<Option<Expression>> {
        match self.peek() {
            Some(next) if is_opening_parenthesis(next) => self.group(),
            Some(_) if self.is_at_near_list() => self.near_list(),
            _ => match self.take_field_name() {
                Some((place, name)) => self.field(&place, name),
                None => self.words(),
            },
        }
    }

    fn group(&mut self) -> Parsed<Option<Expression>> {
        let start = self.at;
        self.take(is_opening_parenthesis);
        let opening = start..self.at;
        let inner = self.nested(start, Self::alternatives)?;
        if self.is_at_end() && self.take(is_closing_parenthesis) {
            return Ok(inner);
        }
        Err(Fault::new(opening, "an opening parenthesis has no closing one"))
    }

    /// A phrase, an address or a word.
    fn words(&mut self) -> Parsed<Option<Expression>> {
        if self.rest().starts_with("https://") || self.rest().starts_with("http://") {
            let mut ahead = self.clone();
            let address = ahead.take_address();
            if let Some(address) = Address::parse(address) {
                // An address that was pasted: the article that stands there, and the texts that name it.
                let text = self.term()?.map(|term| Expression::Text { term, column: None });
                self.at = ahead.at;
                let address = Some(Expression::Field(Field::Url(address)));
                return Ok(Some(Expression::Or(address.into_iter().chain(text).collect())));
            }
        }
        Ok(self.term()?.map(|term| Expression::Text { term, column: None }))
    }

    /// A word or phrase with its star; `None` where there is no letter and no digit in it.
    fn term(&mut self) -> Parsed<Option<Term>> {
        let start = self.at;
        let is_quoted = self.rest().starts_with(is_quote);
        let text = if is_quoted { self.phrase()? } else { self.bare_word() };
        let at = if is_quoted { self.at - self.closing_length() - text.len() } else { start };
        let bare = text.strip_suffix(is_star);
        let prefix = bare.is_some() || (is_quoted && self.take(is_star));
        let term = Term::parse(bare.unwrap_or(text), at);
        self.words += term.as_ref().map_or(1, |term| term.words.len());
        if self.words > MOST_WORDS {
            let reason = format!("it has more than {MOST_WORDS} words, of which the first {MOST_WORDS} are looked at");
            return Err(Fault::new(start..self.text.len(), reason));
        }
        Ok(term.map(|term| Term { prefix, quoted: is_quoted, ..term }))
    }

    /// What stands between two quotes.
    fn phrase(&mut self) -> Parsed<&'a str> {
        let start = self.at;
        let unclosed = |quote: char| Fault::new(start..start + quote.len_utf8(), "a quote is not closed");
        let Some(opening) = self.rest().chars().next() else { return Ok("") };
        self.at += opening.len_utf8();
        let phrase = self.take_until(|character| closing(opening).contains(&character));
        if self.take(is_quote) { Ok(phrase) } else { Err(unclosed(opening)) }
    }

    /// The bytes of the quote that was just read.
    fn closing_length(&self) -> usize {
        self.text[..self.at].chars().next_back().map_or(0, char::len_utf8)
    }

    fn bare_word(&mut self) -> &'a str {
        self.take_until(|next| {
            next.is_whitespace() || is_opening_parenthesis(next) || is_closing_parenthesis(next) || is_quote(next)
        })
    }

    /// An address, which may have parentheses of its own.
    fn take_address(&mut self) -> &'a str {
        let mut open = 0_u32;
        let rest = self.rest();
        let end = rest.char_indices().find(|&(_, next)| {
            match next {
                '(' => open += 1,
                ')' if open == 0 => return true,
                ')' => open -= 1,
                _ => {}
            }
            next.is_whitespace() || is_quote(next)
        });
        let address = &rest[..end.map_or(rest.len(), |(end, _)| end)];
        self.at += address.len();
        address
    }

    /// Takes the name of a field and the colon behind it, and gives their place.
    fn take_field_name(&mut self) -> Option<(Range<usize>, &'static str)> {
        let columns = values::COLUMNS.iter().map(|(name, _)| *name);
        let name = columns.chain(values::FIELDS).find(|name| {
            let beginning = self.rest().get(..name.len()).unwrap_or_default();
            beginning.eq_ignore_ascii_case(name) && self.rest()[name.len()..].starts_with(is_colon)
        })?;
        let start = self.at;
        self.at += name.len();
        self.take(is_colon);
        Some((start..self.at, name))
    }

    fn field(&mut self, place: &Range<usize>, name: &'static str) -> Parsed<Option<Expression>> {
        if let Some((_, column)) = values::COLUMNS.iter().find(|(column, _)| *column == name) {
            return self.in_column(place, name, *column);
        }
        let is_quoted = self.rest().starts_with(is_quote);
        let value = match name {
            _ if is_quoted => self.phrase()?,
            "url" => self.take_address(),
            _ => self.bare_word(),
        };
        let starred = is_quoted && self.take(is_star);
        if value.trim().is_empty() {
            return Err(Fault::new(place.clone(), format!("{name}: needs a value right behind it")));
        }
        let value = format!("{}{}", value.trim(), if starred { "*" } else { "" }).replace('＊', "*");
        let parsed = values::parse(name, &value).map_err(|reason| Fault::new(place.start..self.at, reason))?;
        Ok(Some(parsed))
    }

    /// The words, the group or the list behind `title:` and its like.
    fn in_column(&mut self, place: &Range<usize>, name: &'static str, column: Column) -> Parsed<Option<Expression>> {
        let next = self.rest().chars().next().filter(|next| !next.is_whitespace());
        let inner = match next {
            Some(next) if is_opening_parenthesis(next) => self.group()?,
            Some(_) if self.is_at_near_list() => self.near_list()?,
            Some(next) if !is_closing_parenthesis(next) => {
                self.term()?.map(|term| Expression::Text { term, column: None })
            }
            _ => return Err(Fault::new(place.clone(), format!("{name}: needs a value right behind it"))),
        };
        Ok(inner.map(|inner| within(inner, column)))
    }

    /// Takes `NEAR/5` where it stands by itself, and gives its place and number.
    fn take_near(&mut self) -> Option<(Range<usize>, u32)> {
        self.peek();
        let mut ahead = self.clone();
        ahead.at += ahead.rest().strip_prefix("NEAR/").map(|_| "NEAR/".len())?;
        let number = ahead.take_until(|next| !next.is_ascii_digit());
        let next = ahead.rest().chars().next();
        let is_alone = next.is_none_or(|next| next.is_whitespace() || is_quote(next) || is_closing_parenthesis(next));
        let distance = number.parse().ok().filter(|distance| is_alone && *distance <= FARTHEST)?;
        let place = self.at..ahead.at;
        self.at = ahead.at;
        Some((place, distance))
    }

    /// Whether `NEAR(` stands here. A space before the parenthesis makes it a word.
    fn is_at_near_list(&self) -> bool {
        self.rest().strip_prefix("NEAR").is_some_and(|after| after.starts_with(is_opening_parenthesis))
    }

    /// `NEAR(one "two words" thr*, 5)`.
    fn near_list(&mut self) -> Parsed<Option<Expression>> {
        let place = self.at..self.at + "NEAR".len();
        let fault = |reason: String| Err(Fault::new(place.clone(), reason));
        self.at = place.end;
        self.take(is_opening_parenthesis);
        let Some(length) = self.rest().find(is_closing_parenthesis) else {
            return fault("the parenthesis of NEAR( is not closed".to_owned());
        };
        let inner = &self.rest()[..length];
        let numbered = inner.rsplit_once([',', '，', '、']).map(|(list, number)| (list, number.trim()));
        let numbered = numbered.filter(|(_, number)| number.starts_with(|first: char| first.is_ascii_digit()));
        let (list, number) = numbered.unwrap_or((inner, ""));
        let distance = if number.is_empty() { Some(USUAL_DISTANCE) } else { number.parse().ok() };
        let Some(distance) = distance.filter(|distance| *distance <= FARTHEST) else {
            return fault(format!("NEAR takes a number up to {FARTHEST}"));
        };
        let mut terms = Vec::new();
        let mut reader = Self { text: &self.text[..self.at + list.len()], ..self.clone() };
        while let Some(next) = reader.peek() {
            if is_opening_parenthesis(next) {
                return fault("NEAR( takes words and phrases, and a number behind a comma".to_owned());
            }
            terms.extend(reader.term()?);
        }
        self.words = reader.words;
        self.at += length;
        self.take(is_closing_parenthesis);
        Ok(near_terms(terms, distance, None))
    }
}

/// Words near each other; a single one is just there.
fn near_terms(mut terms: Vec<Term>, distance: u32, column: Option<Column>) -> Option<Expression> {
    if terms.len() > 1 {
        return Some(Expression::Near { terms, distance, column });
    }
    terms.pop().map(|term| Expression::Text { term, column })
}

/// What stands on both sides of `NEAR/5`, or `None` where nearness means nothing to it.
fn near(left: Option<Expression>, right: Option<Expression>, distance: u32) -> Option<Expression> {
    let Expression::Text { term: last, column: last_column } = right? else { return None };
    let (mut terms, column) = match left? {
        Expression::Text { term, column } => (vec![term], column),
        Expression::Near { terms, distance: before, column } if before == distance => (terms, column),
        _ => return None,
    };
    terms.push(last);
    if column == last_column { near_terms(terms, distance, column) } else { None }
}

/// The same in one column alone, where nothing else was said.
fn within(expression: Expression, column: Column) -> Expression {
    let all = |parts: Vec<Expression>| parts.into_iter().map(|part| within(part, column)).collect();
    match expression {
        Expression::And(parts) => Expression::And(all(parts)),
        Expression::Or(parts) => Expression::Or(all(parts)),
        Expression::Not(part) => Expression::Not(Box::new(within(*part, column))),
        Expression::Text { term, column: None } => Expression::Text { term, column: Some(column) },
        Expression::Near { terms, distance, column: None } => {
            Expression::Near { terms, distance, column: Some(column) }
        }
        other => other,
    }
}

pub(super) fn all_of(mut parts: Vec<Expression>) -> Option<Expression> {
    if parts.len() > 1 { Some(Expression::And(parts)) } else { parts.pop() }
}
