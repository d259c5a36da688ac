-- The captures behind row ?1 in the order they were made, ?2 at most.
SELECT
    captures.id,
    sources.name AS source,
    captures.locator,
    captures.format,
    captures.raw_sha256,
    captures.raw_bytes,
    captures.outcome = 'rejected' AS is_rejected,
    captures.note
FROM captures
JOIN sources ON sources.id = captures.source_id
WHERE captures.id > ?1
ORDER BY captures.id
LIMIT ?2;
