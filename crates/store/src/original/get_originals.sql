-- The hashes of the kept raw bytes of an article's captures, first capture first.
SELECT captures.raw_sha256
FROM captures
JOIN originals ON originals.sha256 = captures.raw_sha256
WHERE captures.article_id = ?1
GROUP BY captures.raw_sha256
ORDER BY min(captures.id);
