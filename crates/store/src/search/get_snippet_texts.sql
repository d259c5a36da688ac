-- The texts of a content in reading order, each once; boilerplate comes last, so that it is shown only where nothing else
-- has as much of the query.
SELECT text FROM (
    SELECT 0 AS position, standfirst AS text, false AS is_boilerplate
    FROM contents WHERE id = ?1 AND standfirst IS NOT NULL
    UNION ALL
    SELECT
        blocks.position,
        paragraphs.text,
        EXISTS (SELECT 1 FROM boilerplate WHERE boilerplate.paragraph_id = blocks.paragraph_id)
    FROM contents
    JOIN blocks ON blocks.id BETWEEN contents.first_block_id AND contents.last_block_id
    JOIN paragraphs ON paragraphs.id = blocks.paragraph_id
    WHERE contents.id = ?1 AND blocks.repeats IS NULL)
ORDER BY is_boilerplate, position;
