-- What the id of every article is made of.
SELECT
    articles.sha256,
    sites.name AS site,
    articles.url,
    articles.published,
    articles.published_offset,
    contents.sha256 AS content_sha256
FROM articles
JOIN contents ON contents.id = articles.content_id
LEFT JOIN sites ON sites.id = articles.site_id;
