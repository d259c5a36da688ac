-- The articles that print a paragraph with a key between ?1 and ?2, the earliest first.
WITH printings AS (
    SELECT blocks.content_id
    FROM paragraph_keys JOIN blocks ON blocks.id = paragraph_keys.paragraph_id
    WHERE paragraph_keys.key BETWEEN ?1 AND ?2
    UNION
    SELECT blocks.content_id
    FROM paragraph_keys JOIN blocks ON blocks.paragraph_id = paragraph_keys.paragraph_id AND blocks.text IS NULL
    WHERE paragraph_keys.key BETWEEN ?1 AND ?2)
SELECT articles.id, articles.content_id, articles.site_id
FROM printings JOIN articles ON articles.content_id = printings.content_id
ORDER BY articles.published IS NULL, articles.published, articles.id
LIMIT ?3;
