//! The queries of a batch: the rows of a table that has a column `query`, or the lines of a text.

use std::fs;
use std::io::{self, Read};
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde::Serialize;

/// The column with the queries.
const QUERY: &str = "query";
/// Columns that name a query, of which the first that is there counts.
const NAMES: [&str; 3] = ["name", "id", "label"];
/// What may stand between the columns.
const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

/// A query to be asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AskedQuery {
    /// Its line in the input, from 1.
    pub line: u64,
    /// What the input calls it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The query as it was given.
    pub query: String,
}

/// Reads the queries of a file, or of standard input where the path is `-`.
///
/// # Errors
/// An input that cannot be read, that is no UTF-8, or that has no query.
pub fn read_queries(path: &Path) -> Result<Vec<AskedQuery>> {
    let is_stdin = path == Path::new("-");
    let name = if is_stdin { "standard input".to_owned() } else { path.display().to_string() };
    let mut bytes = Vec::new();
    if is_stdin {
        io::stdin().lock().read_to_end(&mut bytes).context("standard input cannot be read")?;
    } else {
        bytes = fs::read(path).with_context(|| format!("{name} cannot be read"))?;
    }
    let text = String::from_utf8(bytes).ok().with_context(|| format!("{name} is not UTF-8; save it as UTF-8 text"))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase()).unwrap_or_default();
    let must_be_table = matches!(extension.as_str(), "csv" | "tsv");
    let queries = match find_delimiter(text) {
        Some(delimiter) if extension != "txt" => {
            table(text, delimiter).with_context(|| format!("{name} is no table"))?
        }
        _ if must_be_table => bail!("{name} has no column \"{QUERY}\" in its first line; name one so"),
        _ => lines(text),
    };
    if queries.is_empty() {
        bail!("{name} has no query; give one a line, or a table with a column \"{QUERY}\"");
    }
    Ok(queries)
}

/// The delimiter with which the first line has a column for queries.
fn find_delimiter(text: &str) -> Option<u8> {
    let head = text.lines().next().unwrap_or_default();
    DELIMITERS.into_iter().find(|&delimiter| {
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(head.as_bytes());
        reader.headers().is_ok_and(|names| column(names, QUERY).is_some())
    })
}

fn column(names: &csv::StringRecord, wanted: &str) -> Option<usize> {
    names.iter().position(|name| name.trim().eq_ignore_ascii_case(wanted))
}

fn table(text: &str, delimiter: u8) -> Result<Vec<AskedQuery>> {
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text.as_bytes());
    let names = reader.headers()?.clone();
    let naming = NAMES.iter().find_map(|name| column(&names, name));
    let mut queries = Vec::new();
    for row in reader.records() {
        let row = row?;
        let value = |column: Option<usize>| row.get(column?).map(str::trim).filter(|value| !value.is_empty());
        if let Some(query) = value(column(&names, QUERY)) {
            let line = row.position().map_or(0, csv::Position::line);
            queries.push(AskedQuery { line, name: value(naming).map(str::to_owned), query: query.to_owned() });
        }
    }
    Ok(queries)
}

fn lines(text: &str) -> Vec<AskedQuery> {
    let lines = text.lines().map(str::trim).zip(1..).filter(|(query, _)| !query.is_empty());
    lines.map(|(query, line)| AskedQuery { line, name: None, query: query.to_owned() }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(name: &str, text: &str) -> Vec<(u64, Option<String>, String)> {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join(name);
        fs::write(&path, text).expect("room");
        let queries = read_queries(&path).expect("queries");
        queries.into_iter().map(|asked| (asked.line, asked.name, asked.query)).collect()
    }

    #[test]
    fn a_text_has_a_query_a_line() {
        let expected = [(1, None, "ferry, late".to_owned()), (3, None, "\"fog symphony\"".to_owned())];
        assert_eq!(asked("queries.txt", "\u{feff}ferry, late\r\n\r\n\"fog symphony\"\n"), expected);
    }

    #[test]
    fn a_table_has_a_column_for_queries() {
        let expected = [(2, Some("a".to_owned()), "ferry, late".to_owned()), (3, None, "\"fog symphony\"".to_owned())];
        let rows = "ID,Query,notes\na,\"ferry, late\",x\n,\"\"\"fog symphony\"\"\",\nb,,\n";
        assert_eq!(asked("queries.csv", rows), expected);
        assert_eq!(asked("queries", &rows.replace(',', "\t").replace("ferry\t", "ferry,")), expected);
        assert_eq!(asked("queries.csv", "query;name\n灯台;x\n"), [(2, Some("x".to_owned()), "灯台".to_owned())]);
    }

    #[test]
    fn what_has_no_query_is_refused() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for (name, bytes, why) in [
            ("a.csv", "words\nferry\n".as_bytes(), "column"),
            ("b.txt", b"\n \n".as_slice(), "no query"),
            ("c.txt", b"\xff\xfe".as_slice(), "UTF-8"),
        ] {
            let path = folder.path().join(name);
            fs::write(&path, bytes).expect("room");
            let error = read_queries(&path).expect_err("no queries").to_string();
            assert!(error.contains(why), "{error}");
        }
    }
}
