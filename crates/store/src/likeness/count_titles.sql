-- Under how many different titles a site prints a paragraph, counted up to a limit. A content without a title counts for
-- itself.
WITH printings AS (
    SELECT content_id FROM blocks WHERE paragraph_id = ?1 AND text IS NULL
    UNION ALL
    SELECT content_id FROM blocks WHERE id = ?1
)
SELECT count(*) FROM (
    SELECT DISTINCT CASE contents.title WHEN '' THEN contents.id ELSE contents.title END
    FROM printings
    JOIN contents ON contents.id = printings.content_id
    WHERE EXISTS (SELECT 1 FROM articles WHERE articles.content_id = contents.id AND coalesce(articles.site_id, 0) = ?2)
    LIMIT ?3
)
