-- The collections that an article is in, under whichever of its ids.
SELECT DISTINCT collection FROM collection_articles
WHERE article IN (SELECT sha256 FROM article_ids WHERE article_id = ?1) AND removed = 0
ORDER BY collection;
