-- The collection of a name.
SELECT
    name,
    private,
    who,
    (SELECT count(*) FROM collection_articles WHERE collection = name AND collection_articles.removed = 0) AS articles
FROM collections
WHERE name = ?1 AND removed = 0;
