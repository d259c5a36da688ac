-- Blocks outside the row of their content, or out of order in it.
SELECT count(*)
FROM blocks
LEFT JOIN contents ON contents.id = blocks.content_id
WHERE contents.id IS NULL
    OR blocks.id > contents.last_block_id
    OR blocks.id - contents.first_block_id + 1 <> blocks.position;
