-- The paragraphs of a content that were printed before it.
SELECT DISTINCT blocks.paragraph_id
FROM contents
JOIN blocks ON blocks.id BETWEEN contents.first_block_id AND contents.last_block_id
WHERE contents.id = ?1 AND blocks.text IS NULL AND blocks.repeats IS NULL
