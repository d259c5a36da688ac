-- Takes an article out of a collection, under whichever of its ids it is in it.
UPDATE collection_articles SET changed_at = max(changed_at, ?3), removed = 1
WHERE collection = ?1 AND removed = 0
AND article IN (SELECT sha256 FROM article_ids WHERE article_id = ?2);
