//! Statements that add several rows at once: half the time of one statement for each.
//!
//! They are `INSERT OR ROLLBACK` (or `IGNORE`): an import that fails takes its batch back anyway, and to be able to undo
//! less SQLite would copy every page that such a statement touches.

use rusqlite::{Connection, ToSql};

/// Rows that one statement adds at most: most texts have fewer blocks, and each number of rows is a statement of its own.
const MOST_ROWS: usize = 16;

/// An `INSERT` of `N` columns for each number of rows.
pub(crate) struct Rows<const N: usize> {
    statements: [String; MOST_ROWS],
}

impl<const N: usize> Rows<N> {
    /// The statements that begin with `insert`, such as `INSERT INTO paragraphs (id, text) VALUES`.
    pub(crate) fn new(insert: &str) -> Self {
        let row = |row: usize| {
            let places: Vec<String> = (1..=N).map(|column| format!("?{}", row * N + column)).collect();
            format!("({})", places.join(", "))
        };
        let statement = |last| format!("{insert} {}", (0..=last).map(row).collect::<Vec<_>>().join(", "));
        Self { statements: std::array::from_fn(statement) }
    }

    /// Adds rows, however many.
    pub(crate) fn add(&self, connection: &Connection, rows: &[[&dyn ToSql; N]]) -> rusqlite::Result<()> {
        for rows in rows.chunks(MOST_ROWS) {
            connection.prepare_cached(&self.statements[rows.len() - 1])?.execute(rows.as_flattened())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_row_has_places_of_its_own() {
        let rows = Rows::<2>::new("INSERT INTO t VALUES");
        assert_eq!(rows.statements[0], "INSERT INTO t VALUES (?1, ?2)");
        assert_eq!(rows.statements[2], "INSERT INTO t VALUES (?1, ?2), (?3, ?4), (?5, ?6)");
    }
}
