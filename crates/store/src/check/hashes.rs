//! Hashes worked out again from what they are hashes of.

use cuttings_core::{ArticleId, ContentId, Date, ParagraphKey, RawId, article_id, content_id, exact_text, fold_text};
use rusqlite::Row;

use super::CheckReport;
use crate::Archive;

impl Archive {
    /// Every paragraph has the key of its text, and every key a paragraph.
    pub(super) fn check_paragraphs(&self, report: &mut CheckReport) -> rusqlite::Result<()> {
        let mut statement = self.connection.prepare(include_str!("get_paragraphs.sql"))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (id, text, key): (i64, String, Option<[u8; 16]>) = (row.get(0)?, row.get(1)?, row.get(2)?);
            report.paragraphs += 1;
            if key != Some(ParagraphKey::new(&exact_text(&text), &fold_text(&text)).0) {
                report.add("paragraphs", format!("paragraph {id} does not have the key of its text"));
            }
        }
        let stray = "SELECT count(*) FROM paragraph_keys WHERE paragraph_id NOT IN (SELECT id FROM paragraphs)";
        match self.connection.query_row(stray, [], |row| row.get::<_, u64>(0))? {
            0 => {}
            stray => report.add("paragraphs", format!("{stray} keys stand for paragraphs that are not there")),
        }
        Ok(())
    }

    /// Every content has the hash of its title, standfirst and blocks.
    pub(super) fn check_contents(&self, report: &mut CheckReport) -> rusqlite::Result<()> {
        let mut statement =
            self.connection.prepare("SELECT id, sha256, title, standfirst FROM contents ORDER BY id")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (id, title, standfirst): (i64, String, Option<String>) = (row.get(0)?, row.get(2)?, row.get(3)?);
            report.contents += 1;
            let mut parts = vec![title, standfirst.unwrap_or_default()];
            parts.extend(self.get_blocks(id)?.into_iter().map(|block| block.text));
            let exact: Vec<_> = parts.iter().map(|part| exact_text(part)).collect();
            let stored = ContentId(row.get(1)?);
            if content_id(exact.iter().map(AsRef::as_ref)) != stored {
                report.add("contents", format!("the text of content {} does not have its hash", stored.short()));
            }
        }
        match self.connection.query_row(include_str!("count_stray_blocks.sql"), [], |row| row.get::<_, u64>(0))? {
            0 => {}
            stray => {
                report.add("contents", format!("{stray} blocks are not in their place among those of their content"));
            }
        }
        Ok(())
    }

    /// Every article has the hash of its site, its place and its content.
    pub(super) fn check_articles(&self, report: &mut CheckReport) -> rusqlite::Result<()> {
        let mut statement = self.connection.prepare(include_str!("get_articles.sql"))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let expected = id_of(row)?;
            report.articles += 1;
            let stored = ArticleId(row.get("sha256")?);
            if expected != stored {
                report.add(
                    "articles",
                    format!("article {} does not have the hash of its place and content", stored.short()),
                );
            }
        }
        Ok(())
    }

    /// Every former reading has the id that its fields and its content make.
    pub(super) fn check_former_readings(&self, report: &mut CheckReport) -> rusqlite::Result<()> {
        let mut statement = self.connection.prepare(include_str!("get_former_readings.sql"))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            report.former_readings += 1;
            let stored = ArticleId(row.get("sha256")?);
            if id_of(row)? != stored {
                let detail =
                    format!("former reading {} does not have the hash of its place and content", stored.short());
                report.add("former_readings", detail);
            }
        }
        Ok(())
    }

    /// Every original decompresses to bytes with its hash.
    pub(super) fn check_originals(&self, report: &mut CheckReport) -> rusqlite::Result<()> {
        let mut statement = self.connection.prepare(include_str!("get_originals.sql"))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let id = RawId(row.get(0)?);
            let frame: Vec<u8> = row.get(1)?;
            report.originals += 1;
            match zstd::stream::decode_all(frame.as_slice()) {
                Ok(bytes) if RawId::of(&bytes) == id => {}
                Ok(_) => report.add("originals", format!("the bytes of original {} have another hash", id.short())),
                Err(error) => {
                    report.add("originals", format!("original {} cannot be decompressed: {error}", id.short()));
                }
            }
        }
        Ok(())
    }
}

/// The id that a publication has by its site, its place and its content.
fn id_of(row: &Row<'_>) -> rusqlite::Result<ArticleId> {
    let (site, url): (Option<String>, Option<String>) = (row.get("site")?, row.get("url")?);
    let (published, offset): (Option<String>, Option<i32>) = (row.get("published")?, row.get("published_offset")?);
    let date = published.as_deref().and_then(|iso| Date::from_iso(iso, offset));
    let day = date.as_ref().map(Date::local_day);
    // A date that was filled in later, beside a URL, is not part of the id; without a URL it always was there.
    let place = url.or(day).unwrap_or_default();
    Ok(article_id(&site.unwrap_or_default(), &place, &ContentId(row.get("content_sha256")?)))
}
