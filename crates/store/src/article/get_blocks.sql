-- The text of a content in order.
SELECT blocks.position, blocks.role_id, paragraphs.text, blocks.repeats
FROM blocks
JOIN paragraphs ON paragraphs.id = blocks.paragraph_id
WHERE blocks.content_id = ?1
ORDER BY blocks.position;
