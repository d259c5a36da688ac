-- Whether two contents were published at the same URL.
SELECT 1
FROM articles AS one
JOIN articles AS other ON other.url = one.url
WHERE one.content_id = ?1 AND other.content_id = ?2
