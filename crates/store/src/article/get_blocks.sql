-- The text of a content in order.
SELECT blocks.position, blocks.role_id, paragraphs.text, blocks.repeats
FROM contents
JOIN blocks ON blocks.id BETWEEN contents.first_block_id AND contents.last_block_id
JOIN paragraphs ON paragraphs.id = blocks.paragraph_id
WHERE contents.id = ?1
ORDER BY blocks.id;
