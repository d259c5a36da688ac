-- The publications of a content, the earliest first, undated ones last.
SELECT contents.sha256, contents.words, articles.site_id, articles.published
FROM contents JOIN articles ON articles.content_id = contents.id
WHERE contents.id = ?1
ORDER BY articles.published IS NULL, articles.published
