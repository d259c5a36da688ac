-- What changes when articles do.
SELECT
    (SELECT max(id) FROM articles),
    (SELECT max(id) FROM former_readings),
    import_runs.id,
    import_runs.records_read + import_runs.known,
    import_runs.finished_at,
    (SELECT value FROM properties WHERE name = 'compared_contents')
FROM (SELECT 1) LEFT JOIN import_runs ON import_runs.id = (SELECT max(id) FROM import_runs)
