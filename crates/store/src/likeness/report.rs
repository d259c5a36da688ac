//! What comparing found out about the whole archive.

use serde::Serialize;

use crate::{Archive, Result};

/// Duplicates and their kin in numbers.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DedupeReport {
    /// Publications.
    pub articles: u64,
    /// Different texts.
    pub contents: u64,
    /// Publications of texts that others had published: reprints.
    pub reprints: u64,
    /// Pairs of contents by what they are to each other.
    #[serde(serialize_with = "crate::reuse::as_map")]
    pub links: Vec<(String, u64)>,
    /// Groups that tell the same.
    pub stories: u64,
    /// Articles in them.
    pub articles_in_stories: u64,
    /// Paragraphs that are printed more than once.
    pub shared_paragraphs: u64,
    /// Paragraphs that sites print under everything.
    pub boilerplate: u64,
    /// What people decided.
    pub decisions: u64,
    /// Bytes of text that storing each content and each paragraph once saved.
    pub text_bytes_saved: u64,
    /// Contents that are still to be compared, after an import that was interrupted.
    pub pending: u64,
    /// Whether contents are compared whenever they were published.
    pub all_time: bool,
    /// Whether smaller passages are looked for.
    pub thorough: bool,
}

impl Archive {
    /// Reports on duplicates.
    ///
    /// # Errors
    /// A damaged file.
    pub fn report_duplicates(&self) -> Result<DedupeReport> {
        let saved = self.stats()?.text_bytes_saved;
        let read = || {
            let comparison = super::Comparison::read(&self.connection)?;
            let mut statement =
                self.connection.prepare("SELECT relation, count(*) FROM links GROUP BY 1 ORDER BY 2 DESC")?;
            let links = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            let links = links.collect::<rusqlite::Result<_>>()?;
            self.connection.query_row(include_str!("get_counts.sql"), [], |row| {
                Ok(DedupeReport {
                    articles: row.get("articles")?,
                    contents: row.get("contents")?,
                    reprints: row.get("reprints")?,
                    links,
                    stories: row.get("stories")?,
                    articles_in_stories: row.get("articles_in_stories")?,
                    shared_paragraphs: row.get("shared_paragraphs")?,
                    boilerplate: row.get("boilerplate")?,
                    decisions: row.get("decisions")?,
                    text_bytes_saved: saved,
                    pending: row.get("pending")?,
                    all_time: comparison.all_time,
                    thorough: comparison.thorough,
                })
            })
        };
        read().map_err(|error| self.named(error))
    }
}
