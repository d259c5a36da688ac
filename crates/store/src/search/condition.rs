//! Conditions on articles in SQL, and on contents in the language of FTS5: what is not answered from columns and postings.

use cuttings_core::prepare_for_search;
use rusqlite::types::Value;

use super::query::{Address, Column, Term, Trait};
use super::words;

/// A condition on `articles` that is true or false, never NULL.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Condition {
    pub(super) sql: String,
    pub(super) parameters: Vec<Value>,
}

impl Condition {
    fn new(build: impl FnOnce(&mut Self) -> String) -> Self {
        let mut condition = Self { sql: String::new(), parameters: Vec::new() };
        condition.sql = build(&mut condition);
        condition
    }

    /// A reader gave the article a tag with these words.
    pub(super) fn own_tag(name: &str) -> Self {
        Self::new(|condition| named(include_str!("condition/has_own_tag.sql"), condition.bind(name)))
    }

    /// The article is in a collection of this name.
    pub(super) fn collection(name: &str) -> Self {
        Self::new(|condition| named(include_str!("condition/is_in_collection.sql"), condition.bind(name)))
    }

    /// A capture of the article came from an input with these words in its name.
    pub(super) fn source(name: &str) -> Self {
        Self::new(|condition| named(include_str!("condition/is_from_source.sql"), condition.bind(name)))
    }

    /// The article has this address.
    pub(super) fn url(address: &Address) -> Self {
        Self::new(|condition| format!("(articles.url IS NOT NULL AND ({}))", condition.address(address)))
    }

    /// The archive found this out about the article.
    pub(super) fn of(wanted: Trait) -> Self {
        Self::new(|_| trait_condition(wanted).to_owned())
    }

    fn bind(&mut self, value: &str) -> usize {
        self.parameters.push(Value::from(value.to_owned()));
        self.parameters.len()
    }

    /// A condition on an address that is known.
    fn address(&mut self, address: &Address) -> String {
        match address {
            Address::At(spellings) => {
                let parts: Vec<_> = spellings.iter().map(|spelling| self.at_or_below(spelling)).collect();
                parts.join(" OR ")
            }
            Address::Beginning(spellings) => {
                let parts = spellings.iter().map(|spelling| {
                    let beginning = self.bind(spelling);
                    // The last character of ASCII comes after all that an address has.
                    format!("(articles.url >= ?{beginning} AND articles.url < ?{beginning} || char(127))")
                });
                parts.collect::<Vec<_>>().join(" OR ")
            }
            Address::Host(host) => {
                let at = self.address(&Address::at(&format!("https://{host}")));
                let below = self.bind(&format!("%.{host}"));
                format!("{at} OR articles.site_id IN (SELECT id FROM sites WHERE name LIKE ?{below})")
            }
            Address::Words(wanted) => {
                // The longest word leaves few addresses for the slower function.
                let longest = words::split(wanted).into_iter().map(|word| word.folded).max_by_key(String::len);
                let longest = self.bind(&format!("%{}%", longest.unwrap_or_default()));
                let wanted = self.bind(wanted);
                format!("articles.url LIKE ?{longest} AND cuttings_names(articles.url, ?{wanted})")
            }
        }
    }

    /// An address or one below it: a page in its folder, or with a query. False or NULL for others.
    fn at_or_below(&mut self, url: &str) -> String {
        let url = self.bind(url);
        format!(
            "(articles.url = ?{url} OR (articles.url > ?{url} || '/' AND articles.url < ?{url} || '0') \
             OR (articles.url > ?{url} || '?' AND articles.url < ?{url} || '@'))"
        )
    }
}

fn trait_condition(wanted: Trait) -> &'static str {
    match wanted {
        Trait::Duplicate => include_str!("condition/is_duplicate.sql"),
        Trait::Revised => include_str!("condition/is_revised.sql"),
        Trait::Wire => include_str!("condition/is_wire.sql"),
        Trait::Repeats => include_str!("condition/has_repeats.sql"),
        Trait::Noted => include_str!("condition/is_noted.sql"),
        Trait::Highlighted => include_str!("condition/is_highlighted.sql"),
    }
}

/// A condition of a file that asks for a name, which is the parameter of this number.
fn named(sql: &str, name: usize) -> String {
    sql.replace("?name", &format!("?{name}"))
}

/// What FTS5 is asked for a term.
pub(super) fn match_text(term: &Term, column: Option<Column>) -> String {
    format!("{}{}", match_column(column), match_term(term))
}

/// What FTS5 is asked for terms near each other.
pub(super) fn match_near(terms: &[Term], distance: u32, column: Option<Column>) -> String {
    let terms: Vec<_> = terms.iter().map(match_term).collect();
    format!("{}NEAR({}, {distance})", match_column(column), terms.join(" "))
}

fn match_column(column: Option<Column>) -> &'static str {
    match column {
        None => "",
        Some(Column::Title) => "title : ",
        Some(Column::Standfirst) => "standfirst : ",
        Some(Column::Text) => "text : ",
    }
}

fn match_term(term: &Term) -> String {
    // Nothing but quotes and NUL means anything to FTS5 within quotes.
    let words = prepare_for_search(&term.text).replace(['"', '\0'], " ");
    let star = if term.prefix { " *" } else { "" };
    format!("\"{words}\"{star}")
}
