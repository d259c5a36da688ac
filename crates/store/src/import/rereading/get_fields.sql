-- The fields of an article that are one value each.
SELECT
    sites.name AS site, articles.url, articles.original_url, articles.section, articles.language,
    articles.published, articles.published_offset, articles.modified
FROM articles
LEFT JOIN sites ON sites.id = articles.site_id
WHERE articles.id = ?1;
