-- An article as its captures are compared with it.
SELECT
    articles.id AS article_id,
    articles.sha256 AS article,
    articles.content_id,
    contents.last_block_id >= contents.first_block_id AS has_blocks
FROM articles
JOIN contents ON contents.id = articles.content_id
WHERE articles.id = ?1;
