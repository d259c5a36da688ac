-- The content of an article, and where it was published.
SELECT articles.content_id, contents.sha256, articles.url
FROM articles JOIN contents ON contents.id = articles.content_id
WHERE articles.id = ?1
