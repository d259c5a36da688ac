-- Whether a paragraph is printed again more than so many times.
SELECT EXISTS (SELECT 1 FROM blocks WHERE paragraph_id = ?1 AND text IS NULL LIMIT 1 OFFSET ?2)
