-- The tags of an article.
SELECT tags.name
FROM article_tags
JOIN tags ON tags.id = article_tags.tag_id
WHERE article_tags.article_id = ?1
ORDER BY tags.name;
