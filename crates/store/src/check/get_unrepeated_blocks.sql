-- The texts of a content that the search index takes: each once, in order.
SELECT paragraphs.text
FROM contents
JOIN blocks ON blocks.id BETWEEN contents.first_block_id AND contents.last_block_id
JOIN paragraphs ON paragraphs.id = blocks.paragraph_id
WHERE contents.id = ?1 AND blocks.repeats IS NULL
ORDER BY blocks.id;
