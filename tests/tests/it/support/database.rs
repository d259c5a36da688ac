//! The archive as plain SQLite sees it, without any help of the program.

use std::path::Path;

use rusqlite::types::FromSql;
use rusqlite::{Connection, OpenFlags, Params, Row};

/// A connection whose queries fail with the query that failed.
pub struct Database {
    /// The connection.
    pub connection: Connection,
}

impl Database {
    /// Opens a file that is there.
    #[track_caller]
    pub fn open(path: &Path) -> Self {
        Self::open_with(path, OpenFlags::SQLITE_OPEN_READ_ONLY)
    }

    /// Opens a file that may have to be recovered first, as SQLite does for whoever may write.
    #[track_caller]
    pub fn open_writable(path: &Path) -> Self {
        Self::open_with(path, OpenFlags::SQLITE_OPEN_READ_WRITE)
    }

    #[track_caller]
    fn open_with(path: &Path, flags: OpenFlags) -> Self {
        let connection = Connection::open_with_flags(path, flags)
            .unwrap_or_else(|error| panic!("{} cannot be opened: {error}", path.display()));
        Self { connection }
    }

    /// The one value of a query.
    #[track_caller]
    pub fn get<T: FromSql>(&self, sql: &str, parameters: impl Params) -> T {
        self.connection.query_row(sql, parameters, |row| row.get(0)).unwrap_or_else(|error| panic!("{sql}: {error}"))
    }

    /// A number without parameters: most often a count.
    #[track_caller]
    pub fn number(&self, sql: &str) -> i64 {
        self.get(sql, ())
    }

    /// The first column of a query.
    #[track_caller]
    pub fn column<T: FromSql>(&self, sql: &str, parameters: impl Params) -> Vec<T> {
        self.rows(sql, parameters, |row| row.get(0))
    }

    /// All rows of a query.
    #[track_caller]
    pub fn rows<T>(
        &self,
        sql: &str,
        parameters: impl Params,
        read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Vec<T> {
        let all = || self.connection.prepare(sql)?.query_map(parameters, read)?.collect::<rusqlite::Result<_>>();
        all().unwrap_or_else(|error| panic!("{sql}: {error}"))
    }

    /// SQLite finds no fault with the pages and references, and no run has lost a record.
    #[track_caller]
    pub fn assert_sound(&self) {
        let integrity: Vec<String> = self.column("PRAGMA integrity_check", ());
        assert_eq!(integrity, ["ok"]);
        let broken: Vec<String> = self.column("PRAGMA foreign_key_check", ());
        assert!(broken.is_empty(), "broken references in {broken:?}");
        if !self.has_tables() {
            return;
        }
        let lost = "SELECT count(*) FROM import_runs WHERE records_read <> new + duplicate + revision + rejected";
        assert_eq!(self.number(lost), 0, "read is not the sum of the outcomes");
        // What a run says that it read, and read for the first time, is what there is.
        let counted = "SELECT coalesce(sum(records_read - known), 0) FROM import_runs";
        assert_eq!(self.number("SELECT count(*) FROM captures"), self.number(counted), "captures and run log differ");
    }

    /// Whether the schema was made: an import may be killed before.
    pub fn has_tables(&self) -> bool {
        self.connection.table_exists(None, "captures").expect("the schema is readable")
    }
}
