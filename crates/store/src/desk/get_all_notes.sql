-- A page of the notes, the latest first.
SELECT sha256, article, text, who, written_at FROM notes
WHERE removed = 0
ORDER BY written_at DESC, sha256
LIMIT ?1 OFFSET ?2;
