-- What lists show of a story; its article is the first publication of the representative.
SELECT
    (SELECT id FROM articles WHERE content_id = stories.representative_id
     ORDER BY published IS NULL, published, id LIMIT 1) AS article_id,
    contents, articles, sites, first_published, last_published
FROM stories
WHERE id = ?1;
