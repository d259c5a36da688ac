-- The notes about an article, under whichever of its ids.
SELECT sha256, article, text, who, written_at FROM notes
WHERE article IN (SELECT sha256 FROM article_ids WHERE article_id = ?1) AND removed = 0
ORDER BY written_at, sha256;
