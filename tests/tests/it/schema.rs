//! The schema: docs/file-format.md names all of it, a fresh archive has all migrations, and those are the SQL files.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::process::Command;

use rusqlite::Connection;

use crate::support::{Database, Desk, Logical, SQLITE, project, sqlite3_is_there};

/// The parts that FTS5 keeps the search index in; the document names them with it.
const INDEX_PARTS: [&str; 4] = ["search_data", "search_idx", "search_docsize", "search_config"];

fn document() -> String {
    fs::read_to_string(project().join("docs/file-format.md")).expect("docs/file-format.md is there")
}

/// The sections of the document about a table or view: what stands under each heading with a name in backticks.
fn sections(document: &str) -> BTreeMap<&str, &str> {
    let parts = document.split("\n### `").skip(1);
    let sections = parts.filter_map(|part| {
        let (name, text) = part.split_once("`\n")?;
        Some((name, text.split("\n#").next().unwrap_or(text)))
    });
    sections.collect()
}

/// What stands between backticks in a text.
fn names(text: &str) -> BTreeSet<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

/// The migrations: version, name, SQL.
fn migrations() -> Vec<(i64, String, String)> {
    let files = fs::read_dir(project().join("migrations")).expect("migrations are there");
    let mut migrations: Vec<_> = files
        .map(|file| {
            let path = file.expect("readable").path();
            let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
            let (version, name) = name.strip_prefix('V').and_then(|name| name.split_once("__")).expect("V1__name.sql");
            let sql = fs::read_to_string(&path).expect("readable");
            (version.parse().expect("a number"), name.to_owned(), sql)
        })
        .collect();
    migrations.sort();
    migrations
}

/// An archive with nothing in it.
fn fresh() -> Desk {
    let desk = Desk::new();
    fs::create_dir(desk.path("empty")).expect("a folder");
    desk.run(&["import", "empty"]).exits(0);
    desk
}

/// Everything in the schema by name, with its SQL.
fn schema(connection: &Connection) -> BTreeMap<String, Option<String>> {
    let sql = "SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE '%refinery_schema_history%'";
    let mut statement = connection.prepare(sql).expect("readable");
    let rows = statement.query_map((), |row| Ok((row.get(0)?, row.get(1)?))).expect("readable");
    rows.collect::<rusqlite::Result<_>>().expect("readable")
}

/// The tables, views or indexes of an archive, without those that SQLite and FTS5 make for themselves.
fn named(database: &Database, kind: &str) -> BTreeSet<String> {
    let sql = "SELECT name FROM sqlite_schema WHERE type = ?1 AND name NOT LIKE 'sqlite_%'";
    let names: Vec<String> = database.column(sql, [kind]);
    names.into_iter().filter(|name| !INDEX_PARTS.contains(&name.as_str())).collect()
}

#[test]
fn every_table_and_view_is_documented_and_nothing_else_is() {
    let (document, desk) = (document(), fresh());
    let sections = sections(&document);
    let database = desk.database();
    let there: BTreeSet<String> = &named(&database, "table") | &named(&database, "view");
    let documented: BTreeSet<String> = sections.keys().map(ToString::to_string).collect();
    let missing: Vec<_> = there.difference(&documented).collect();
    assert!(missing.is_empty(), "docs/file-format.md has no section on {missing:?}");
    let gone: Vec<_> = documented.difference(&there).collect();
    assert!(gone.is_empty(), "docs/file-format.md has sections on {gone:?}, which are not in an archive");
    for (name, text) in sections {
        assert!(
            text.trim().len() > 30 && text.contains(". ") | text.contains(".\n") | text.contains(": "),
            "{name}: no sentence"
        );
    }
}

#[test]
fn every_column_is_documented_in_the_section_of_its_table() {
    let (document, desk) = (document(), fresh());
    let database = desk.database();
    for (table, text) in sections(&document) {
        let documented = names(text);
        let columns: Vec<String> = database.column("SELECT name FROM pragma_table_info(?1)", [table]);
        assert!(!columns.is_empty(), "{table} has no columns");
        let missing: Vec<_> = columns.iter().filter(|column| !documented.contains(column.as_str())).collect();
        assert!(missing.is_empty(), "the section on {table} does not name {missing:?}");
    }
}

#[test]
fn every_index_is_documented_and_no_other() {
    let (document, desk) = (document(), fresh());
    let (_, indexes) = document.split_once("\n## Indexes\n").expect("a section on indexes");
    let documented: BTreeSet<String> =
        names(indexes).into_iter().filter(|name| name.contains("_by_")).map(Into::into).collect();
    assert_eq!(documented, named(&desk.database(), "index"));
    for part in INDEX_PARTS {
        assert!(names(&document).contains(part), "{part} is not named");
    }
}

#[test]
fn the_examples_of_the_document_work_in_plain_sqlite() {
    if !sqlite3_is_there() {
        return;
    }
    let desk = Desk::with_samples();
    desk.run(&["ship", "shipped.db"]).exits(0);
    let document = document();
    let examples: Vec<&str> = document.lines().filter(|line| line.starts_with("sqlite3 shipped.db ")).collect();
    assert!(examples.len() >= 4, "{examples:?}");
    for example in examples {
        let command = example.replacen("sqlite3", SQLITE, 1);
        let output = Command::new("sh").arg("-c").arg(&command).current_dir(desk.path("")).output().expect("a shell");
        assert!(output.status.success(), "{example}: {}", String::from_utf8_lossy(&output.stderr));
        // The samples hold nothing of dw.com.
        assert_eq!(output.stdout.is_empty(), example.contains("dw.com"), "{example}");
    }
}

#[test]
fn an_empty_file_is_brought_through_every_migration() {
    let desk = Desk::new();
    desk.write("cuttings.db", "");
    fs::create_dir(desk.path("empty")).expect("a folder");
    desk.run(&["import", "empty"]).exits(0);
    let sql = "SELECT version, name FROM refinery_schema_history ORDER BY version";
    let applied: Vec<(i64, String)> = desk.database().rows(sql, (), |row| Ok((row.get(0)?, row.get(1)?)));
    let files: Vec<_> = migrations().into_iter().map(|(version, name, _)| (version, name)).collect();
    assert_eq!(applied, files);
    assert!(!files.is_empty());
    desk.assert_sound();
}

#[test]
fn the_migrations_applied_by_hand_give_the_schema_of_a_fresh_archive() {
    let by_hand = Connection::open_in_memory().expect("memory");
    for (version, _, sql) in migrations() {
        by_hand.execute_batch(&sql).unwrap_or_else(|error| panic!("migration {version}: {error}"));
    }
    let desk = fresh();
    let database = desk.database();
    let (fresh, by_hand) = (schema(&database.connection), schema(&by_hand));
    for (name, sql) in &by_hand {
        assert_eq!(fresh.get(name), Some(sql), "{name}");
    }
    assert_eq!(fresh.len(), by_hand.len());
    assert_eq!(database.number("PRAGMA application_id"), 0x4355_5453);
}

#[test]
fn an_archive_of_an_empty_folder_has_nothing_but_the_run() {
    let desk = fresh();
    let database = desk.database();
    database.assert_sound();
    assert_eq!(database.number("SELECT count(*) FROM import_runs"), 1);
    let archive = Logical::of(&database);
    for table in ["contents", "articles", "captures", "originals", "search index"] {
        assert_eq!(archive.count(table), 0, "{table}");
    }
    desk.run(&["list"]).exits(1);
    desk.run(&["search", "ferry"]).exits(1);
    desk.run(&["stats"]).exits(0);
}

#[test]
fn the_tables_take_no_row_that_breaks_their_rules() {
    let desk = Desk::with_samples();
    let connection = Connection::open(desk.archive()).expect("the archive opens");
    connection.execute_batch("PRAGMA foreign_keys = ON").expect("possible");
    for sql in [
        "UPDATE import_runs SET new = new + 1",
        "UPDATE captures SET article_id = NULL WHERE outcome = 'new'",
        "UPDATE captures SET outcome = 'lost' WHERE id = 1",
        "UPDATE captures SET reprint = 1 WHERE outcome = 'new'",
        "UPDATE captures SET extra = '{' WHERE id = 1",
        "UPDATE blocks SET repeats = position",
        "UPDATE contents SET sha256 = x'00' WHERE id = 1",
        "UPDATE contents SET words = 'many' WHERE id = 1",
        "DELETE FROM contents WHERE id = 1",
        "INSERT INTO sites (name) SELECT name FROM sites",
    ] {
        assert!(connection.execute(sql, ()).is_err(), "allowed: {sql}");
    }
}
