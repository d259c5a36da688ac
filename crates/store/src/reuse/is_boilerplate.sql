-- Whether the block at a position of a content is boilerplate of any site.
SELECT 1
FROM contents
JOIN blocks ON blocks.id = contents.first_block_id + ?2 - 1
JOIN boilerplate ON boilerplate.paragraph_id = blocks.paragraph_id
WHERE contents.id = ?1;
