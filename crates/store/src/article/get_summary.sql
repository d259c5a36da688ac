-- What lists show of an article.
SELECT
    articles.sha256,
    contents.title,
    sites.name AS site,
    articles.published,
    articles.language,
    articles.section,
    articles.url,
    contents.words
FROM articles
JOIN contents ON contents.id = articles.content_id
LEFT JOIN sites ON sites.id = articles.site_id
WHERE articles.id = ?1;
