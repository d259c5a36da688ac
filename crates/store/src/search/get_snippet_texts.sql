-- The texts of a content in reading order, each once.
SELECT text FROM (
    SELECT 0 AS position, standfirst AS text FROM contents WHERE id = ?1 AND standfirst IS NOT NULL
    UNION ALL
    SELECT blocks.position, paragraphs.text
    FROM blocks JOIN paragraphs ON paragraphs.id = blocks.paragraph_id
    WHERE blocks.content_id = ?1 AND blocks.repeats IS NULL)
ORDER BY position;
