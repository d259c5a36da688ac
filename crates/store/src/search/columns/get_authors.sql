-- Who wrote a range of articles.
SELECT article_id, author_id FROM article_authors WHERE article_id BETWEEN ?1 AND ?2 ORDER BY article_id, position
