-- The texts of a content in reading order, each once.
SELECT text FROM (
    SELECT 0 AS position, standfirst AS text FROM contents WHERE id = ?1 AND standfirst IS NOT NULL
    UNION ALL
    SELECT blocks.position, paragraphs.text
    FROM contents
    JOIN blocks ON blocks.id BETWEEN contents.first_block_id AND contents.last_block_id
    JOIN paragraphs ON paragraphs.id = blocks.paragraph_id
    WHERE contents.id = ?1 AND blocks.repeats IS NULL)
ORDER BY position;
