-- The first capture of article ?1 other than ?2, and whether the article had captures that went over to another one.
SELECT
    (SELECT min(id) FROM captures WHERE article_id = ?1 AND id <> ?2),
    EXISTS (
        SELECT 1
        FROM articles
        JOIN former_readings
            ON substr(former_readings.sha256, 1, 8) = substr(articles.sha256, 1, 8)
            AND former_readings.sha256 = articles.sha256
        WHERE articles.id = ?1 AND former_readings.article_id <> ?1);
