-- Publications from a year on and before a month, and undated ones.
SELECT content_id, published FROM articles WHERE published >= ?1 AND published < ?2
UNION ALL
SELECT content_id, published FROM articles WHERE published IS NULL
