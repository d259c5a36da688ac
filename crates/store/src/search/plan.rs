//! From an expression to SQL: a match on the index that ranks, and conditions on the articles that filter.

use cuttings_core::prepare_for_search;
use rusqlite::types::Value;

use super::query::{Expression, Field, Term, Trait};

/// Weights of text, title and standfirst, the columns of the index, in the BM25 ranking.
const WEIGHTS: &str = "1.0, 8.0, 4.0";

/// The SQL of a query. Its first parameter is the match, where there is one; the others belong to the conditions.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Plan {
    matching: Option<String>,
    conditions: Vec<String>,
    pub(super) parameters: Vec<Value>,
}

impl Plan {
    /// Plans an expression; none at all finds everything.
    pub(super) fn of(expression: Option<&Expression>) -> Self {
        let parts = match expression {
            Some(Expression::And(parts)) => parts.as_slice(),
            Some(one) => std::slice::from_ref(one),
            None => &[],
        };
        // Everything that the index can answer goes into one match, because only a match ranks.
        let (indexed, others): (Vec<_>, Vec<_>) = parts.iter().partition(|part| is_indexed(part));
        let matching = match_all(&indexed);
        let mut plan = Self { matching: None, conditions: Vec::new(), parameters: Vec::new() };
        let conditions = match &matching {
            Some(matching) => {
                plan.parameters.push(Value::from(matching.clone()));
                others
            }
            None => parts.iter().collect(),
        };
        plan.matching = matching;
        for part in conditions {
            let condition = plan.condition(part);
            plan.conditions.push(condition);
        }
        plan
    }

    /// The same hits by conditions alone, for lists that are not ranked.
    pub(super) fn without_ranking(mut self) -> Self {
        if self.matching.take().is_some() {
            self.conditions.push(in_index(1));
        }
        self
    }

    /// Counts the contents.
    pub(super) fn count_sql(&self) -> String {
        match (&self.matching, self.conditions.is_empty()) {
            (Some(_), true) => "SELECT count(*) FROM search WHERE search MATCH ?1".to_owned(),
            (Some(_), false) => format!(
                "SELECT count(*) FROM search WHERE search MATCH ?1 AND EXISTS \
                 (SELECT 1 FROM articles WHERE articles.content_id = search.rowid AND {})",
                self.filter()
            ),
            (None, true) => "SELECT count(DISTINCT content_id) FROM articles".to_owned(),
            (None, false) => format!("SELECT count(DISTINCT content_id) FROM articles WHERE {}", self.filter()),
        }
    }

    /// Gives a page of contents, best first, or newest first where nothing ranks.
    pub(super) fn page_sql(&self, limit: u32, offset: u32) -> String {
        let rank = format!("bm25(search, {WEIGHTS})");
        match (&self.matching, self.conditions.is_empty()) {
            (Some(_), true) => format!(
                "SELECT rowid FROM search WHERE search MATCH ?1 ORDER BY {rank}, rowid DESC LIMIT {limit} OFFSET {offset}"
            ),
            (Some(_), false) => format!(
                "SELECT rowid FROM search WHERE search MATCH ?1 AND EXISTS \
                 (SELECT 1 FROM articles WHERE articles.content_id = search.rowid AND {}) \
                 ORDER BY {rank}, rowid DESC LIMIT {limit} OFFSET {offset}",
                self.filter()
            ),
            (None, _) => format!(
                "SELECT content_id FROM articles WHERE {} GROUP BY content_id \
                 ORDER BY max(published) DESC, content_id DESC LIMIT {limit} OFFSET {offset}",
                self.filter()
            ),
        }
    }

    /// Gives every content with its score, or with its latest date where nothing ranks, and its story, in no order.
    pub(super) fn fold_sql(&self) -> String {
        let story = "(SELECT story_id FROM story_contents WHERE story_contents.content_id = search.rowid)";
        let ranked = format!("SELECT rowid, bm25(search, {WEIGHTS}), {story} FROM search WHERE search MATCH ?1");
        match (&self.matching, self.conditions.is_empty()) {
            (Some(_), true) => ranked,
            (Some(_), false) => format!(
                "{ranked} AND EXISTS (SELECT 1 FROM articles WHERE articles.content_id = search.rowid AND {})",
                self.filter()
            ),
            (None, _) => self.fold_by_date_sql("articles.content_id"),
        }
    }

    /// Gives the latest article of every content with its date and its story, in no order.
    pub(super) fn fold_articles_sql(&self) -> String {
        self.fold_by_date_sql("articles.id")
    }

    fn fold_by_date_sql(&self, row: &str) -> String {
        // SQLite takes the other columns from the row that has the greatest date.
        format!(
            "SELECT {row}, max(articles.published), \
             (SELECT story_id FROM story_contents WHERE story_contents.content_id = articles.content_id) \
             FROM articles WHERE {} GROUP BY articles.content_id",
            self.filter()
        )
    }

    /// Whether the hits are ranked by their words.
    pub(super) fn is_ranked(&self) -> bool {
        self.matching.is_some()
    }

    /// Counts the articles.
    pub(super) fn count_articles_sql(&self) -> String {
        format!("SELECT count(*) FROM articles WHERE {}", self.filter())
    }

    /// Gives a page of articles, newest first.
    pub(super) fn list_sql(&self, limit: u32, offset: u32) -> String {
        format!(
            "SELECT id FROM articles WHERE {} ORDER BY published DESC, id DESC LIMIT {limit} OFFSET {offset}",
            self.filter()
        )
    }

    /// Gives the earliest article of a content that meets the conditions. The content is the parameter after the
    /// plan's own.
    pub(super) fn first_article_sql(&self) -> String {
        // The match stays in the statement as a parameter that changes nothing, so that the numbers stay the same.
        let unused = if self.matching.is_some() { "?1 IS NOT NULL AND " } else { "" };
        format!(
            "SELECT id FROM articles WHERE {unused}content_id = ?{} AND {} \
             ORDER BY published IS NULL, published, id LIMIT 1",
            self.parameters.len() + 1,
            self.filter()
        )
    }

    fn filter(&self) -> String {
        if self.conditions.is_empty() { "true".to_owned() } else { self.conditions.join(" AND ") }
    }

    fn bind(&mut self, value: &str) -> usize {
        self.parameters.push(Value::from(value.to_owned()));
        self.parameters.len()
    }

    /// A condition on `articles` that is true or false, never NULL, so that it can be negated.
    fn condition(&mut self, expression: &Expression) -> String {
        if let Some(matching) = match_all(&[expression]) {
            return in_index(self.bind(&matching));
        }
        match expression {
            Expression::And(parts) => self.joined(parts, " AND ", "true"),
            Expression::Or(parts) => self.joined(parts, " OR ", "false"),
            Expression::Not(part) => format!("NOT {}", self.condition(part)),
            // Text is always answered by the index.
            Expression::Text { .. } => "false".to_owned(),
            Expression::Field(field) => self.field(field),
        }
    }

    fn joined(&mut self, parts: &[Expression], operator: &str, nothing: &str) -> String {
        let parts: Vec<String> = parts.iter().map(|part| self.condition(part)).collect();
        if parts.is_empty() { nothing.to_owned() } else { format!("({})", parts.join(operator)) }
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
                let own = named_condition(include_str!("condition/has_own_tag.sql"), name);
                format!(
                    "(articles.id IN (SELECT article_id FROM article_tags WHERE tag_id IN \
                     (SELECT id FROM tags WHERE cuttings_names(name, ?{name}))) OR {own})"
                )
            }
            Field::Collection(name) => named_condition(include_str!("condition/is_in_collection.sql"), self.bind(name)),
            Field::Section(name) => format!("cuttings_names(articles.section, ?{})", self.bind(name)),
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
        let host = self.bind(&format!("https://{}", site.to_lowercase()));
        let www = self.bind(&format!("https://www.{}", site.to_lowercase()));
        let at = |place: usize| {
            format!("articles.url = ?{place} OR (articles.url > ?{place} || '/' AND articles.url < ?{place} || '0')")
        };
        format!("({named} OR coalesce({} OR {}, false))", at(host), at(www))
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
fn named_condition(sql: &str, name: usize) -> String {
    sql.replace("?name", &format!("?{name}"))
}

fn in_index(parameter: usize) -> String {
    format!("articles.content_id IN (SELECT rowid FROM search WHERE search MATCH ?{parameter})")
}

/// Whether the index alone can answer this, given something positive beside it.
fn is_indexed(expression: &Expression) -> bool {
    match expression {
        Expression::Text { .. } => true,
        Expression::Field(_) => false,
        Expression::Not(part) => match_all(&[part.as_ref()]).is_some(),
        Expression::And(_) | Expression::Or(_) => match_all(&[expression]).is_some(),
    }
}

/// The FTS5 expression for all of these, or `None` where there is nothing positive or something that is not text. FTS5
/// has no "not" but "this and not that".
fn match_all(expressions: &[&Expression]) -> Option<String> {
    let mut wanted = Vec::new();
    let mut unwanted = Vec::new();
    for expression in expressions {
        match expression {
            Expression::Text { term, in_title } => wanted.push(match_term(term, *in_title)),
            Expression::And(parts) => wanted.push(match_all(&parts.iter().collect::<Vec<_>>())?),
            Expression::Or(parts) => {
                let parts: Option<Vec<_>> = parts.iter().map(|part| match_all(&[part])).collect();
                let parts = parts.filter(|parts| !parts.is_empty())?;
                wanted.push(format!("({})", parts.join(" OR ")));
            }
            Expression::Not(part) => unwanted.push(match_all(&[part.as_ref()])?),
            Expression::Field(_) => return None,
        }
    }
    if wanted.is_empty() {
        return None;
    }
    let mut matching = format!("({})", wanted.join(" AND "));
    for unwanted in unwanted {
        matching = format!("({matching} NOT {unwanted})");
    }
    Some(matching)
}

fn match_term(term: &Term, in_title: bool) -> String {
    // Nothing but quotes and NUL means anything to FTS5 within quotes.
    let words = prepare_for_search(&term.text).replace(['"', '\0'], " ");
    let column = if in_title { "title : " } else { "" };
    let star = if term.prefix { " *" } else { "" };
    format!("{column}\"{words}\"{star}")
}
