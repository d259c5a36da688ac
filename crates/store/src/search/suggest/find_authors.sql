-- Authors with some words in their name, among the first ?2, with the number of their articles up to ?4.
SELECT
    found.name,
    (SELECT count(*) FROM (SELECT 1 FROM article_authors WHERE article_authors.author_id = found.id LIMIT ?4)) AS articles
FROM (
    SELECT id, name FROM (SELECT id, name FROM authors LIMIT ?2) WHERE cuttings_names(name, ?1) LIMIT ?3) AS found
WHERE articles > 0;
