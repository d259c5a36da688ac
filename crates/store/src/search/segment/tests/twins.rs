//! Two archives' worth of search index, one fed by segments, one by FTS5.

use cuttings_core::SearchText;
use rusqlite::{Connection, Row};

use super::super::{SegmentBuilder, add_segment};
use super::reading::assert_reads_as_fts5_says;

/// Rows of one transaction.
pub(super) type Batch = Vec<(i64, SearchText)>;

pub(super) struct Twins {
    pub(super) ours: Connection,
    pub(super) theirs: Connection,
    builder: SegmentBuilder,
}

/// A row as text, for comparing.
type Line = Vec<String>;

const CREATE: &str = "CREATE VIRTUAL TABLE search USING fts5 (
    text, title, standfirst,
    content = '',
    tokenize = \"unicode61 remove_diacritics 2 categories 'L* N* Co M*'\"
);
CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, search, instance);";

const ADD: &str = "INSERT INTO search (rowid, text, title, standfirst) VALUES (?1, ?2, ?3, ?4)";

/// Held back from merging by itself, FTS5 makes one segment of a transaction, as we do.
const ONE_SEGMENT_EACH: &str = "
    INSERT INTO search (search, rank) VALUES ('automerge', 64);
    INSERT INTO search (search, rank) VALUES ('crisismerge', 64);
    INSERT INTO search (search, rank) VALUES ('hashsize', 1000000000);";

pub(super) fn connect() -> Connection {
    let connection = Connection::open_in_memory().unwrap();
    connection.execute_batch(CREATE).unwrap();
    connection
}

pub(super) fn insert(connection: &Connection, batch: &Batch) {
    for (rowid, text) in batch {
        let values = (rowid, &text.text, &text.title, &text.standfirst);
        connection.prepare_cached(ADD).unwrap().execute(values).unwrap();
    }
}

impl Twins {
    pub(super) fn new() -> Self {
        Self { ours: connect(), theirs: connect(), builder: SegmentBuilder::new().unwrap() }
    }

    /// Twins of which FTS5's merges nothing by itself.
    pub(super) fn unmerged() -> Self {
        let twins = Self::new();
        twins.both(|connection| connection.execute_batch(ONE_SEGMENT_EACH).unwrap());
        twins
    }

    pub(super) fn both(&self, act: impl Fn(&Connection)) {
        act(&self.ours);
        act(&self.theirs);
    }

    /// One transaction with one segment here, and inserts there.
    pub(super) fn add(&mut self, batch: &Batch) {
        for (rowid, text) in batch {
            self.builder.add(*rowid, text).unwrap();
        }
        let segment = self.builder.finish();
        self.both(|connection| connection.execute_batch("BEGIN").unwrap());
        add_segment(&self.ours, &segment).unwrap();
        insert(&self.theirs, batch);
        self.both(|connection| connection.execute_batch("COMMIT").unwrap());
    }

    /// One transaction with inserts on both sides.
    pub(super) fn insert(&self, batch: &Batch) {
        self.both(|connection| {
            connection.execute_batch("BEGIN").unwrap();
            insert(connection, batch);
            connection.execute_batch("COMMIT").unwrap();
        });
    }

    /// Every byte that is stored is the same.
    pub(super) fn assert_same_bytes(&self) {
        let tables = [
            "SELECT id, hex(block) FROM search_data ORDER BY id",
            "SELECT segid, hex(term), pgno FROM search_idx ORDER BY segid, term",
            "SELECT id, hex(sz) FROM search_docsize ORDER BY id",
        ];
        for sql in tables {
            self.assert_same(sql);
        }
    }

    /// The index is sound, and nothing that can be asked of it is answered otherwise.
    pub(super) fn assert_same_answers(&self, queries: &[&str]) {
        self.both(|connection| {
            connection.execute("INSERT INTO search (search) VALUES ('integrity-check')", []).unwrap();
        });
        self.assert_same("SELECT hex(term), doc, col, offset FROM words ORDER BY term, doc, col, offset");
        self.assert_same("SELECT id, hex(sz) FROM search_docsize ORDER BY id");
        self.assert_same("SELECT hex(block) FROM search_data WHERE id = 1");
        assert_reads_as_fts5_says(&self.ours);
        for query in queries {
            let [ours, theirs] = [&self.ours, &self.theirs].map(|connection| search(connection, query));
            assert_eq!(ours, theirs, "{query}");
        }
    }

    fn assert_same(&self, sql: &str) {
        let [ours, theirs] = [&self.ours, &self.theirs].map(|connection| read(connection, sql));
        assert_eq!(ours.len(), theirs.len(), "{sql}");
        for (ours, theirs) in ours.iter().zip(&theirs) {
            assert_eq!(ours, theirs, "{sql}");
        }
    }
}

/// The rows that match with their ranks, and those in descending order, which FTS5 finds on another way.
fn search(connection: &Connection, query: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    for sql in [
        "SELECT rowid, printf('%.12g', bm25(search, 4, 2, 1)) FROM search WHERE search MATCH ?1 ORDER BY rowid",
        "SELECT rowid FROM search WHERE search MATCH ?1 ORDER BY rowid DESC",
        "SELECT rowid FROM search WHERE search MATCH ?1 AND rowid > 40 ORDER BY rowid",
    ] {
        let mut statement = connection.prepare_cached(sql).unwrap();
        lines.extend(statement.query_map([query], line).unwrap().map(Result::unwrap));
    }
    lines
}

pub(super) fn read(connection: &Connection, sql: &str) -> Vec<Line> {
    connection.prepare(sql).unwrap().query_map([], line).unwrap().collect::<Result<_, _>>().unwrap()
}

fn line(row: &Row<'_>) -> rusqlite::Result<Line> {
    (0..row.as_ref().column_count()).map(|column| Ok(format!("{:?}", row.get_ref(column)?))).collect()
}

/// A content with a text only.
pub(super) fn text(text: impl Into<String>) -> SearchText {
    SearchText { text: text.into(), ..SearchText::default() }
}
