-- Takes a tag from an article, under whichever of its ids it has it.
UPDATE own_tags SET changed_at = max(changed_at, ?3), removed = 1
WHERE article IN (SELECT sha256 FROM article_ids WHERE article_id = ?1) AND name = ?2 AND removed = 0;
