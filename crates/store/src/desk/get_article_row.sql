-- The article that has or had an id; where its captures went over to several articles, the latest.
SELECT max(article_id) FROM (
    SELECT id AS article_id FROM articles WHERE substr(sha256, 1, 8) = substr(?1, 1, 8) AND sha256 = ?1
    UNION ALL
    SELECT article_id FROM former_readings WHERE substr(sha256, 1, 8) = substr(?1, 1, 8) AND sha256 = ?1)
HAVING count(*) > 0;
