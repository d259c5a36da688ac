-- Gives an article of a collection another position.
UPDATE collection_articles SET position = ?3, changed_at = max(changed_at, ?4)
WHERE collection = ?1 AND article = ?2 AND position <> ?3;
