-- Where a word stands: content, number of the column, position.
SELECT doc, CASE col WHEN 'text' THEN 0 WHEN 'title' THEN 1 ELSE 2 END AS number, "offset"
FROM temp.search_places WHERE term = ?1 ORDER BY doc, number, "offset"
