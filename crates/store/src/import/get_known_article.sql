-- The publication with this id: the first 8 bytes find it, the whole hash makes sure.
SELECT id, original_url, section, language, published, modified
FROM articles
WHERE substr(sha256, 1, 8) = ?1 AND sha256 = ?2;
