-- The reader's tags on an article.
SELECT DISTINCT name FROM own_tags
WHERE article IN (SELECT sha256 FROM article_ids WHERE article_id = ?1) AND removed = 0
ORDER BY name;
