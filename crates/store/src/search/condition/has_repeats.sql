-- Whether a block of an article repeats an earlier one.
EXISTS (
    SELECT 1
    FROM contents
    JOIN blocks ON blocks.id BETWEEN contents.first_block_id AND contents.last_block_id
    WHERE contents.id = articles.content_id AND blocks.repeats IS NOT NULL)
