-- The sightings of one article, first to last, and whether their raw bytes are kept.
SELECT
    import_runs.started_at AS captured_at,
    sources.name AS source,
    captures.locator,
    captures.format,
    captures.outcome,
    captures.reprint,
    captures.external_id,
    captures.note,
    captures.extra,
    captures.raw_bytes,
    captures.raw_sha256,
    EXISTS (SELECT 1 FROM originals WHERE originals.sha256 = captures.raw_sha256) AS kept
FROM captures
JOIN import_runs ON import_runs.id = captures.run_id
JOIN sources ON sources.id = captures.source_id
WHERE captures.article_id = ?1
ORDER BY captures.id
LIMIT ?2;
