//! Which names the fields of articles had in the records of a run.

use rusqlite::Connection;

/// Names that are counted for one run; more would be a mistake or an attack.
const MOST_NAMES: usize = 1_000;

/// How often each field was told by which name since the last commit.
#[derive(Debug, Default)]
pub(super) struct MappedFields(Vec<MappedField>);

#[derive(Debug)]
struct MappedField {
    format: String,
    field: &'static str,
    name: String,
    records: u64,
}

impl MappedFields {
    /// Counts the fields of a record.
    pub(super) fn add(&mut self, format: &str, fields: Vec<(&'static str, String)>) {
        for (field, name) in fields {
            let is_it = |it: &MappedField| it.field == field && it.name == name && it.format == format;
            if let Some(known) = self.0.iter().position(is_it) {
                self.0[known].records += 1;
            } else if self.0.len() < MOST_NAMES {
                self.0.push(MappedField { format: format.to_owned(), field, name, records: 1 });
            }
        }
    }

    /// Writes the counts and begins anew.
    pub(super) fn write(&mut self, connection: &Connection, run: i64) -> rusqlite::Result<()> {
        let mut add = connection.prepare_cached(include_str!("add_run_field.sql"))?;
        for MappedField { format, field, name, records } in self.0.drain(..) {
            add.execute((run, format, field, name, records))?;
        }
        Ok(())
    }
}
