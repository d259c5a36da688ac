-- What a whole article has beyond its summary, its blocks and its names.
SELECT
    articles.sha256,
    articles.content_id,
    contents.sha256 AS content_sha256,
    contents.standfirst,
    articles.original_url,
    articles.published_offset,
    articles.modified
FROM articles
JOIN contents ON contents.id = articles.content_id
WHERE articles.id = ?1;
