-- The texts of a content that the search index takes: each once, in order.
SELECT paragraphs.text
FROM blocks JOIN paragraphs ON paragraphs.id = blocks.paragraph_id
WHERE blocks.content_id = ?1 AND blocks.repeats IS NULL
ORDER BY blocks.position;
