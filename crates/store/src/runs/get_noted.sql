-- The captures of a run that have a note, rejected (?2 = 1) or read all the same (?2 = 0); ?3 at most.
SELECT sources.name AS source, captures.locator, captures.format, captures.note, captures.raw_sha256
FROM captures
JOIN sources ON sources.id = captures.source_id
WHERE captures.run_id = ?1 AND captures.note IS NOT NULL AND (captures.outcome = 'rejected') = ?2
ORDER BY captures.id
LIMIT ?3;
