-- The outcome of the capture of these very bytes in this very place.
SELECT outcome FROM captures WHERE source_id = ?1 AND locator = ?2 AND raw_sha256 = ?3;
