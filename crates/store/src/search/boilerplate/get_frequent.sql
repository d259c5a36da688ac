-- Boilerplate that is printed more than so many times.
SELECT DISTINCT paragraph_id FROM boilerplate
WHERE (SELECT count(*) FROM (
    SELECT 1 FROM blocks WHERE blocks.paragraph_id = boilerplate.paragraph_id AND text IS NULL LIMIT ?1 + 1)) > ?1
