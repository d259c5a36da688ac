-- The contents from one on that print a paragraph: where it is stored, and the others.
SELECT content_id FROM blocks WHERE id = ?1 AND content_id >= ?2
UNION
SELECT content_id FROM blocks
WHERE paragraph_id = ?1 AND text IS NULL AND repeats IS NULL
    AND id >= coalesce((SELECT min(first_block_id) FROM contents WHERE id >= ?2), 0) AND content_id >= ?2
ORDER BY content_id
