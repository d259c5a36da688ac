-- Import runs, the newest first; only run ?1 where that is given.
SELECT
    id, started_at, finished_at, program, inputs,
    records_read, new, duplicate, reprint, revision, rejected, known, noted, raw_bytes,
    paragraphs_seen, paragraphs_distinct, paragraphs_repeated
FROM import_runs
WHERE ?1 IS NULL OR id = ?1
ORDER BY id DESC;
