-- The articles that print a paragraph with a key between ?1 and ?2, the earliest first. Where more than ?3 do, some of
-- them: what stands under every article of a site would have to be read to the end and sorted, for every such paragraph.
WITH printings AS (
    SELECT blocks.content_id
    FROM paragraph_keys JOIN blocks ON blocks.id = paragraph_keys.paragraph_id
    WHERE paragraph_keys.key BETWEEN ?1 AND ?2
    UNION
    SELECT blocks.content_id
    FROM paragraph_keys JOIN blocks ON blocks.paragraph_id = paragraph_keys.paragraph_id AND blocks.text IS NULL
    WHERE paragraph_keys.key BETWEEN ?1 AND ?2
    LIMIT ?3),
publications AS (
    SELECT articles.id, articles.content_id, articles.site_id, articles.published
    FROM printings JOIN articles ON articles.content_id = printings.content_id
    LIMIT ?3)
SELECT id, content_id, site_id
FROM publications
ORDER BY published IS NULL, published, id;
