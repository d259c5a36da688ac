-- What an article was before, the latest first.
SELECT
    former_readings.sha256,
    contents.sha256 AS content,
    contents.title,
    contents.words,
    former_readings.run_id AS run,
    import_runs.started_at AS replaced_at,
    former_readings.fields
FROM former_readings
JOIN contents ON contents.id = former_readings.content_id
JOIN import_runs ON import_runs.id = former_readings.run_id
WHERE former_readings.article_id = ?1
ORDER BY former_readings.id DESC;
