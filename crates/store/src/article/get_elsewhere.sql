-- The articles of other contents than ?3 that print a paragraph with a key between ?1 and ?2, earliest first.
SELECT DISTINCT articles.id
FROM paragraph_keys
JOIN blocks ON blocks.paragraph_id = paragraph_keys.paragraph_id
JOIN articles ON articles.content_id = blocks.content_id
WHERE paragraph_keys.key BETWEEN ?1 AND ?2 AND blocks.content_id <> ?3
ORDER BY articles.published IS NULL, articles.published, articles.id;
