-- The fields that a run kept beside the articles, because these have no column for them or say something else.
SELECT fields.key AS name, count(*) AS captures
FROM captures, json_each(captures.extra) AS fields
WHERE captures.run_id = ?1
GROUP BY fields.key
ORDER BY captures DESC, name;
