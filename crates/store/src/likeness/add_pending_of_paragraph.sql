-- Contents that print a paragraph are to be compared again.
INSERT OR IGNORE INTO pending_contents (content_id)
SELECT content_id FROM blocks WHERE paragraph_id = ?1 AND text IS NULL
UNION ALL
SELECT content_id FROM blocks WHERE id = ?1
