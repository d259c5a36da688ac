-- What a range of articles is tagged with.
SELECT article_id, tag_id FROM article_tags WHERE article_id BETWEEN ?1 AND ?2 ORDER BY article_id, tag_id
