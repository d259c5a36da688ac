-- What articles are filtered and counted by, of a range of them.
SELECT id, content_id, site_id, url, language, section, published
FROM articles WHERE id BETWEEN ?1 AND ?2 ORDER BY id
