-- The paragraphs of the contents from ?1 to ?2 that were printed before.
SELECT content_id, paragraph_id FROM blocks
WHERE id BETWEEN (SELECT first_block_id FROM contents WHERE id = ?1) AND (SELECT last_block_id FROM contents WHERE id = ?2)
    AND text IS NULL AND repeats IS NULL
