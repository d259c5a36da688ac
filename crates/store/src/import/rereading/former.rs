//! Writing former readings, and taking articles away that no capture gives any more. Their contents stay.

use serde_json::{Value, json};

use super::fields::ArticleFields;
use super::stored_capture::{CapturedArticle, StoredCapture};
use crate::Archive;
use crate::search::forget_columns;

impl Archive {
    /// Keeps what an article was before a better reading, which is in the row `now`: once for each run, however many
    /// captures gave it.
    pub(super) fn add_former_reading(
        &self,
        run: i64,
        was: &CapturedArticle,
        now: i64,
        fields: &ArticleFields,
        capture: &StoredCapture,
    ) -> rusqlite::Result<()> {
        let known = "SELECT 1 FROM former_readings WHERE article_id = ?1 AND sha256 = ?2 AND run_id = ?3";
        if self.connection.prepare_cached(known)?.exists((now, was.id.0, run))? {
            return Ok(());
        }
        let mut fields = json!(fields);
        if let Value::Object(fields) = &mut fields {
            fields.retain(|_, value| !value.is_null());
            // What the capture said for itself, in the words of its columns.
            let own = [
                ("external_id", capture.external_id.clone().map(Value::from)),
                ("note", capture.note.clone().map(Value::from)),
                ("extra", Some(capture.extra()).filter(|extra| !extra.is_empty()).map(Value::Object)),
            ];
            fields.extend(own.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))));
        }
        self.connection.prepare_cached(include_str!("add_former_reading.sql"))?.execute((
            was.id.0,
            now,
            was.content,
            run,
            fields.to_string(),
        ))?;
        Ok(())
    }

    /// Takes an article away if it has no capture any more; the article in the row `now` stands for it. A content that
    /// no article has any more leaves the search index.
    pub(super) fn retire_article(&self, was: &CapturedArticle, now: i64) -> rusqlite::Result<()> {
        let captures = "SELECT 1 FROM captures WHERE article_id = ?1";
        if self.connection.prepare_cached(captures)?.exists([was.row])? {
            return Ok(());
        }
        let stands_for = "UPDATE former_readings SET article_id = ?1 WHERE article_id = ?2";
        self.connection.prepare_cached(stands_for)?.execute((now, was.row))?;
        self.remove_names(was.row)?;
        self.connection.prepare_cached("DELETE FROM articles WHERE id = ?1")?.execute([was.row])?;
        if !self.has_articles(was.content)? {
            self.remove_from_index(was.content)?;
        }
        self.add_pending_content(was.content)?;
        Ok(())
    }

    /// Takes the authors and tags of an article away.
    pub(super) fn remove_names(&self, article: i64) -> rusqlite::Result<()> {
        forget_columns(&self.connection, article)?;
        self.connection.prepare_cached("DELETE FROM article_authors WHERE article_id = ?1")?.execute([article])?;
        self.connection.prepare_cached("DELETE FROM article_tags WHERE article_id = ?1")?.execute([article])?;
        Ok(())
    }

    /// Whether a content is published anywhere.
    pub(super) fn has_articles(&self, content: i64) -> rusqlite::Result<bool> {
        self.connection.prepare_cached("SELECT 1 FROM articles WHERE content_id = ?1")?.exists([content])
    }
}
