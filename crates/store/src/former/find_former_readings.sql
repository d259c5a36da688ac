-- The former readings whose id lies between two bounds, a few: the first 8 bytes find them, the whole hash decides. Where
-- its captures went over to several articles, the latest stands for it.
SELECT article_id, sha256 FROM (
    SELECT max(id), article_id, sha256 FROM former_readings
    WHERE substr(sha256, 1, 8) BETWEEN ?1 AND ?2 AND sha256 BETWEEN ?3 AND ?4
    GROUP BY sha256)
LIMIT 6;
