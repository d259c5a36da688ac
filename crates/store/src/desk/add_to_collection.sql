-- Puts an article at the end of a collection.
INSERT INTO collection_articles (collection, article, position, who, changed_at, removed)
SELECT ?1, ?2, coalesce(max(position), 0) + 1, ?3, ?4, 0
FROM collection_articles WHERE collection = ?1 AND removed = 0
ON CONFLICT DO UPDATE
SET position = excluded.position, who = excluded.who, changed_at = max(changed_at, excluded.changed_at), removed = 0
WHERE removed = 1;
