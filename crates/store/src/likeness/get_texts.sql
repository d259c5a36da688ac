-- The paragraphs of a content in order, repeats left out.
SELECT blocks.paragraph_id, coalesce(blocks.text, first.text)
FROM contents
JOIN blocks ON blocks.id BETWEEN contents.first_block_id AND contents.last_block_id
LEFT JOIN blocks AS first ON first.id = blocks.paragraph_id AND blocks.text IS NULL
WHERE contents.id = ?1 AND blocks.repeats IS NULL
ORDER BY blocks.id
