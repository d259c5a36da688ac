//! Conditions on articles in SQL, and on contents in the language of FTS5: what is not answered from columns and postings.

use cuttings_core::prepare_for_search;
use rusqlite::types::Value;

use super::query::{Address, Column, Field, Term, Trait};
use super::words;

/// A condition on `articles` that is true or false, never NULL.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Condition {
    pub(super) sql: String,
    pub(super) parameters: Vec<Value>,
}

impl Condition {
    /// The condition that a field states.
    pub(super) fn of(field: &Field) -> Self {
        let mut condition = Self { sql: String::new(), parameters: Vec::new() };
        condition.sql = condition.field(field);
        condition
    }

    fn bind(&mut self, value: &str) -> usize {
        self.parameters.push(Value::from(value.to_owned()));
        self.parameters.len()
    }

    fn field(&mut self, field: &Field) -> String {
        match field {
            Field::Site(site) => self.site(site),
            Field::Author(name) => {
                let name = self.bind(name);
                format!(
                    "articles.id IN (SELECT article_id FROM article_authors WHERE author_id IN \
                     (SELECT id FROM authors WHERE cuttings_names(name, ?{name})))"
                )
            }
            Field::Tag(name) => {
                let name = self.bind(name);
                format!(
                    "articles.id IN (SELECT article_id FROM article_tags WHERE tag_id IN \
                     (SELECT id FROM tags WHERE cuttings_names(name, ?{name})))"
                )
            }
            Field::Section(name) => format!("cuttings_names(articles.section, ?{})", self.bind(name)),
            Field::Source(name) => {
                let name = self.bind(name);
                format!(
                    "articles.id IN (SELECT article_id FROM captures WHERE article_id IS NOT NULL AND source_id IN \
                     (SELECT id FROM sources WHERE cuttings_names(name, ?{name})))"
                )
            }
            Field::Url(address) => format!("(articles.url IS NOT NULL AND ({}))", self.address(address)),
            Field::Language(code) => format!("articles.language IS ?{}", self.bind(code)),
            Field::After(date) => format!("coalesce(articles.published >= ?{}, false)", self.bind(date)),
            Field::Before(date) => format!("coalesce(articles.published < ?{}, false)", self.bind(date)),
            Field::Trait(wanted) => format!("({})", trait_condition(*wanted)),
        }
    }

    /// A site by its name, by a part of its name, or by its host with all hosts below it.
    fn site(&mut self, site: &str) -> String {
        let name = self.bind(site);
        let below = self.bind(&format!("%.{}", site.to_lowercase().replace(['%', '_'], "")));
        let named = format!(
            "coalesce(articles.site_id IN (SELECT id FROM sites WHERE lower(name) = lower(?{name}) OR name LIKE ?{below} \
             OR (name NOT LIKE '%.%' AND cuttings_names(name, ?{name}))), false)"
        );
        if !site.contains('.') {
            return named;
        }
        // A record may name its outlet in words ("The Herald") and still have a URL at the host.
        let host = self.at_or_below(&format!("https://{}", site.to_lowercase()));
        let www = self.at_or_below(&format!("https://www.{}", site.to_lowercase()));
        format!("({named} OR coalesce({host} OR {www}, false))")
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
                format!("{at} OR coalesce(articles.site_id IN (SELECT id FROM sites WHERE name LIKE ?{below}), false)")
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
    }
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
