-- The contents that the search index has, from row ?1 on: those of former readings alone are not in it.
SELECT id FROM contents
WHERE id >= ?1 AND EXISTS (SELECT 1 FROM articles WHERE articles.content_id = contents.id)
ORDER BY id
LIMIT ?2;
