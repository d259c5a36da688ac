-- The byline of an article.
SELECT authors.name
FROM article_authors
JOIN authors ON authors.id = article_authors.author_id
WHERE article_authors.article_id = ?1
ORDER BY article_authors.position;
