-- The collections by name, with how many articles each has.
SELECT
    name,
    private,
    who,
    (SELECT count(*) FROM collection_articles WHERE collection = name AND collection_articles.removed = 0) AS articles
FROM collections
WHERE removed = 0
ORDER BY name;
