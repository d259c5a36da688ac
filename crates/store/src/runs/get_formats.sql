-- The captures of a run by format, the commonest first.
SELECT
    format,
    count(*) AS captures,
    sum(outcome = 'new') AS new,
    sum(outcome = 'duplicate') AS duplicate,
    sum(reprint) AS reprint,
    sum(outcome = 'revision') AS revision,
    sum(outcome = 'rejected') AS rejected,
    sum(raw_bytes) AS raw_bytes
FROM captures
WHERE run_id = ?1
GROUP BY format
ORDER BY captures DESC, format;
