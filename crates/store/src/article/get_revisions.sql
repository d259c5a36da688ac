-- The articles at the URL of the one in row ?1 that have another content than ?2, earliest first.
SELECT id FROM articles
WHERE url = (SELECT url FROM articles WHERE id = ?1) AND content_id <> ?2
ORDER BY published IS NULL, published, id;
