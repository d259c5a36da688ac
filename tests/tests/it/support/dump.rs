//! What an archive holds, told without row numbers: two archives of the same records have the same, however they came
//! to be.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use rusqlite::Row;
use rusqlite::types::ValueRef;

use super::Database;

/// The rows of every table by what names them in every file: hashes, names and places.
const BY_NATURAL_KEYS: [(&str, &str); 9] = [
    ("contents", "SELECT sha256, title, standfirst, words, text_bytes FROM contents"),
    ("paragraphs", "SELECT key, text FROM paragraphs LEFT JOIN paragraph_keys ON paragraph_id = id"),
    (
        "blocks",
        "SELECT sha256, position, roles.name, repeats, paragraphs.text FROM blocks JOIN contents ON contents.id = content_id
         JOIN paragraphs ON paragraphs.id = paragraph_id JOIN roles ON roles.id = role_id",
    ),
    (
        "articles",
        "SELECT articles.sha256, contents.sha256, sites.name, url, original_url, section, language, published,
            published_offset, modified
         FROM articles JOIN contents ON contents.id = content_id LEFT JOIN sites ON sites.id = site_id",
    ),
    (
        "authors",
        "SELECT sha256, position, name FROM article_authors JOIN articles ON articles.id = article_id
         JOIN authors ON authors.id = author_id",
    ),
    (
        "tags",
        "SELECT sha256, name FROM article_tags JOIN articles ON articles.id = article_id JOIN tags ON tags.id = tag_id",
    ),
    (
        "captures",
        "SELECT sources.name, locator, format, raw_sha256, captures.raw_bytes, outcome, reprint, sha256, external_id,
            note, extra
         FROM captures JOIN sources ON sources.id = source_id LEFT JOIN articles ON articles.id = article_id",
    ),
    ("originals", "SELECT sha256, zstd FROM originals JOIN original_bodies ON original_bodies.id = body_id"),
    (
        "names",
        "SELECT 'site', name FROM sites UNION ALL SELECT 'author', name FROM authors
         UNION ALL SELECT 'tag', name FROM tags UNION ALL SELECT 'source', name FROM sources
         UNION ALL SELECT 'body', count(*) FROM original_bodies",
    ),
];

/// An archive without row numbers: for each table its rows in order, and the search index by content.
#[derive(Debug, PartialEq, Eq)]
pub struct Logical(BTreeMap<&'static str, Vec<String>>);

impl Logical {
    /// Reads an archive.
    #[track_caller]
    pub fn of(database: &Database) -> Self {
        let tables = BY_NATURAL_KEYS.iter().map(|(table, sql)| {
            let mut rows = database.rows(sql, (), row_as_text);
            rows.sort_unstable();
            (*table, rows)
        });
        let mut tables: BTreeMap<_, _> = tables.collect();
        tables.insert("search index", index_by_content(database));
        Self(tables)
    }

    /// The number of rows that a table has.
    pub fn count(&self, table: &str) -> usize {
        self.0[table].len()
    }
}

/// Expects two archives to hold the same, and says where they do not.
#[track_caller]
pub fn assert_same_archive(found: &Logical, expected: &Logical) {
    for (table, expected) in &expected.0 {
        let found = &found.0[table];
        let different = found.iter().zip(expected).find(|(a, b)| a != b);
        assert!(different.is_none(), "{table} differ first in (found, expected): {different:#?}");
        assert_eq!(found.len(), expected.len(), "rows of {table}");
    }
}

/// Every row of every table as it lies there, row numbers and all, but for the log of runs.
#[track_caller]
pub fn rows_by_table(database: &Database) -> BTreeMap<String, Vec<String>> {
    let tables = "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'
        AND name NOT IN ('import_runs', 'sqlite_sequence')";
    let tables: Vec<String> = database.column(tables, ());
    let rows = |table: &String| {
        let mut rows = database.rows(&format!("SELECT * FROM {table}"), (), row_as_text);
        rows.sort_unstable();
        rows
    };
    tables.into_iter().map(|table| (table.clone(), rows(&table))).collect()
}

/// For each content how many words the search index has of it, and a sum over them with their places.
fn index_by_content(database: &Database) -> Vec<String> {
    let connection = &database.connection;
    connection
        .execute_batch("CREATE VIRTUAL TABLE IF NOT EXISTS temp.index_words USING fts5vocab(main, search, instance)")
        .expect("the search index is readable");
    let mut sums: BTreeMap<i64, (u64, u64)> = BTreeMap::new();
    let mut statement = connection.prepare("SELECT doc, term, col, offset FROM temp.index_words").expect("readable");
    let mut rows = statement.query(()).expect("readable");
    while let Some(row) = rows.next().expect("the search index is readable") {
        let mut hasher = DefaultHasher::new();
        for column in 1..4 {
            match row.get_ref(column).expect("a column") {
                ValueRef::Text(text) => text.hash(&mut hasher),
                ValueRef::Integer(number) => number.hash(&mut hasher),
                other => panic!("the index has a {:?} for a word", other.data_type()),
            }
        }
        let (words, sum) = sums.entry(row.get(0).expect("a row number")).or_default();
        *words += 1;
        *sum = sum.wrapping_add(hasher.finish());
    }
    let contents: BTreeMap<i64, String> = database
        .rows("SELECT id, hex(sha256) FROM contents", (), |row| Ok((row.get(0)?, row.get(1)?)))
        .into_iter()
        .collect();
    let content = |id| contents.get(id).map_or("no content", String::as_str);
    let mut lines: Vec<_> =
        sums.iter().map(|(id, (words, sum))| format!("{}: {words} words, {sum:016x}", content(id))).collect();
    lines.sort_unstable();
    lines
}

/// A row on one line; blobs in hex, long ones by a hash.
fn row_as_text(row: &Row<'_>) -> rusqlite::Result<String> {
    let value = |column| {
        Ok(match row.get_ref(column)? {
            ValueRef::Null => "NULL".to_owned(),
            ValueRef::Integer(number) => number.to_string(),
            ValueRef::Real(number) => number.to_string(),
            ValueRef::Text(text) => format!("{:?}", String::from_utf8_lossy(text)),
            ValueRef::Blob(bytes) if bytes.len() > 32 => {
                let mut hasher = DefaultHasher::new();
                bytes.hash(&mut hasher);
                format!("{} bytes {:016x}", bytes.len(), hasher.finish())
            }
            ValueRef::Blob(bytes) => bytes.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat(),
        })
    };
    let values: rusqlite::Result<Vec<String>> = (0..row.as_ref().column_count()).map(value).collect();
    Ok(values?.join(" | "))
}
