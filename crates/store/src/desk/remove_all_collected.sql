-- Takes every article out of a collection.
UPDATE collection_articles SET changed_at = max(changed_at, ?2), removed = 1 WHERE collection = ?1 AND removed = 0;
