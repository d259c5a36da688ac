-- The paragraphs of a content in order, repeats left out; the text is NULL where another block has it.
SELECT paragraph_id, text FROM blocks WHERE id BETWEEN ?1 AND ?2 AND repeats IS NULL ORDER BY id
