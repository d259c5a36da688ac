-- The titles of the contents that were added last and that articles have.
SELECT title
FROM (SELECT id, title FROM contents ORDER BY id DESC LIMIT ?1) AS newest
WHERE title <> '' AND EXISTS (SELECT 1 FROM articles WHERE articles.content_id = newest.id);
