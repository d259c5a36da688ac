-- The bytes of each table with its indexes; the shadow tables of the search index count as one.
SELECT
    CASE WHEN schema.tbl_name LIKE 'search\_%' ESCAPE '\' THEN 'search' ELSE coalesce(schema.tbl_name, dbstat.name) END AS name,
    sum(dbstat.pgsize) AS bytes
FROM dbstat
LEFT JOIN sqlite_schema AS schema ON schema.name = dbstat.name
WHERE dbstat.aggregate = true
GROUP BY 1
ORDER BY bytes DESC, name;
