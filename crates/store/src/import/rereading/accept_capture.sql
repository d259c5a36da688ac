-- A capture that was rejected, and has an article now.
UPDATE captures SET
    outcome = ?2, reprint = ?3, article_id = ?4, external_id = ?5, note = ?6, extra = ?7
WHERE id = ?1;
