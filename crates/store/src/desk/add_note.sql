-- Keeps a note; the same one twice is one.
INSERT INTO notes (sha256, article, text, who, written_at, changed_at, removed) VALUES (?1, ?2, ?3, ?4, ?5, ?5, 0)
ON CONFLICT DO UPDATE SET text = excluded.text, changed_at = max(changed_at, excluded.changed_at), removed = 0;
