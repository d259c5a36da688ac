-- What lists show of an article.
SELECT
    articles.sha256,
    contents.title,
    CASE WHEN contents.title = '' THEN coalesce(
        (SELECT substr(paragraphs.text, 1, 120)
         FROM blocks JOIN paragraphs ON paragraphs.id = blocks.paragraph_id
         WHERE blocks.id = contents.first_block_id AND blocks.content_id = contents.id),
        substr(contents.standfirst, 1, 120)) END AS beginning,
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
