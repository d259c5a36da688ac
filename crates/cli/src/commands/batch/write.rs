//! The answers of a batch in each format, written as they come.

use std::io::{self, Write};

use anyhow::Result;
use indicatif::HumanCount;

use super::Answered;
use crate::args::BatchFormat;
use crate::output::{self, FAINT, ID, STRONG, one_line, styled};

/// The columns of the table. Every row has the fingerprint, so that a table says itself what it was made from; a comment
/// would be a row to most programs.
const COLUMNS: [&str; 11] =
    ["name", "query", "total", "rank", "id", "published", "site", "title", "url", "snippet", "archive"];

/// Where the answers go.
pub struct Answers<'a> {
    output: Output,
    fingerprint: &'a str,
    is_first: bool,
}

enum Output {
    Text(Box<dyn Write>),
    Csv(Box<csv::Writer<Box<dyn Write>>>),
    Json(Box<dyn Write>),
    Jsonl(Box<dyn Write>),
}

impl<'a> Answers<'a> {
    /// Begins with what stands before the first answer.
    pub fn begin(format: BatchFormat, fingerprint: &'a str) -> Result<Self> {
        let output = match format {
            BatchFormat::Text => Output::Text(Box::new(anstream::stdout())),
            BatchFormat::Csv => {
                let mut writer = csv::Writer::from_writer(Box::new(output::json_output()) as Box<dyn Write>);
                writer.write_record(COLUMNS).map_err(io::Error::from)?;
                Output::Csv(Box::new(writer))
            }
            BatchFormat::Json => {
                let mut out = Box::new(output::json_output());
                write!(out, "{{\n\"archive\": \"{fingerprint}\",\n\"queries\": [")?;
                Output::Json(out)
            }
            BatchFormat::Jsonl => Output::Jsonl(Box::new(output::json_output())),
        };
        Ok(Self { output, fingerprint, is_first: true })
    }

    /// Writes one answer.
    pub fn add(&mut self, answer: &Answered<'_>) -> Result<()> {
        match &mut self.output {
            Output::Text(out) => write_text(out, answer)?,
            Output::Csv(writer) => write_rows(writer, answer, self.fingerprint)?,
            Output::Json(out) => {
                write!(out, "{}", if self.is_first { "\n" } else { ",\n" })?;
                serde_json::to_writer(out, answer)?;
            }
            Output::Jsonl(out) => {
                let mut line = serde_json::to_value(answer)?;
                if let Some(fields) = line.as_object_mut() {
                    fields.insert("archive".to_owned(), self.fingerprint.into());
                }
                output::write_json_line(out, &line)?;
            }
        }
        self.is_first = false;
        Ok(())
    }

    /// Ends with what stands behind the last answer.
    pub fn finish(self) -> Result<()> {
        match self.output {
            Output::Text(mut out) | Output::Jsonl(mut out) => out.flush()?,
            Output::Csv(mut writer) => writer.flush()?,
            Output::Json(mut out) => {
                writeln!(out, "\n]\n}}")?;
                out.flush()?;
            }
        }
        Ok(())
    }
}

fn write_text(out: &mut impl Write, answer: &Answered<'_>) -> io::Result<()> {
    let name = answer.asked.name.as_ref().map_or_else(String::new, |name| format!("{}: ", one_line(name)));
    let query = styled(STRONG, &one_line(&answer.asked.query));
    let total = format!("{} found", HumanCount(answer.total));
    writeln!(out, "{name}{query}  {}", styled(FAINT, &total))?;
    for hit in &answer.hits {
        let day = hit.published.map_or("–", |published| published.get(..10).unwrap_or(published));
        let site = styled(FAINT, &one_line(hit.site.unwrap_or("–")));
        writeln!(out, "{:>4}  {}  {day:<10}  {site}  {}", hit.rank, styled(ID, hit.id), one_line(hit.title))?;
    }
    writeln!(out)
}

/// A row for each hit; one without a hit for a query that has none, so that it is not missing.
fn write_rows(
    writer: &mut csv::Writer<Box<dyn Write>>,
    answer: &Answered<'_>,
    fingerprint: &str,
) -> Result<(), io::Error> {
    let name = answer.asked.name.as_deref().unwrap_or_default();
    let (query, total) = (answer.asked.query.as_str(), answer.total.to_string());
    let mut write = |[rank, id, published, site, title, url, snippet]: [&str; 7]| {
        let row = [name, query, &total, rank, id, published, site, title, url, snippet, fingerprint];
        writer.write_record(row).map_err(io::Error::from)
    };
    if answer.hits.is_empty() {
        return write([""; 7]);
    }
    for hit in &answer.hits {
        let or_empty = Option::unwrap_or_default;
        let rank = hit.rank.to_string();
        let (published, site, url) = (or_empty(hit.published), or_empty(hit.site), or_empty(hit.url));
        write([&rank, hit.id, published, site, hit.title, url, &hit.snippet])?;
    }
    Ok(())
}
