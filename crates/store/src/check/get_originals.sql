-- Every kept original; bodies without a hash or hashes without a body are found as broken references.
SELECT originals.sha256, original_bodies.zstd
FROM original_bodies
JOIN originals ON originals.body_id = original_bodies.id;
