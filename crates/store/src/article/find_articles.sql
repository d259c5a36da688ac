-- The articles whose id lies between two bounds, a few: the first 8 bytes find them, the whole hash decides.
SELECT id, sha256 FROM articles
WHERE substr(sha256, 1, 8) BETWEEN ?1 AND ?2 AND sha256 BETWEEN ?3 AND ?4
LIMIT 6;
