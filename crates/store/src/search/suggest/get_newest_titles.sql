-- Of the titles of the contents that were added last, those that have some words and that articles have.
SELECT title
FROM (SELECT id, title FROM contents ORDER BY id DESC LIMIT ?1) AS newest
WHERE cuttings_names(title, ?2) AND EXISTS (SELECT 1 FROM articles WHERE articles.content_id = newest.id);
