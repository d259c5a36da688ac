-- The titles of contents that match, those that were added last first.
SELECT contents.title
FROM search
JOIN contents ON contents.id = search.rowid
WHERE search MATCH ?1
ORDER BY search.rowid DESC
LIMIT ?2;
