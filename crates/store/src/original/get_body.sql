-- The raw bytes with a hash, as a zstd frame.
SELECT original_bodies.zstd
FROM originals
JOIN original_bodies ON original_bodies.id = originals.body_id
WHERE originals.sha256 = ?1;
