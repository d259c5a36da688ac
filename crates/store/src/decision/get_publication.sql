-- The first publication of the content with a hash.
SELECT articles.id
FROM contents JOIN articles ON articles.content_id = contents.id
WHERE substr(contents.sha256, 1, 8) = substr(?1, 1, 8) AND contents.sha256 = ?1
ORDER BY articles.published IS NULL, articles.published, articles.id
LIMIT 1;
