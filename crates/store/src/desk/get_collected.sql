-- The articles of a collection in its order.
SELECT article, who FROM collection_articles
WHERE collection = ?1 AND removed = 0
ORDER BY position, changed_at, article;
