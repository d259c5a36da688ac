-- The other articles with a content (?1), earliest first; not the one in row ?2.
SELECT id FROM articles
WHERE content_id = ?1 AND id <> ?2
ORDER BY published IS NULL, published, id;
