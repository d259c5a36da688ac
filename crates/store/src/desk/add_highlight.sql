-- Keeps a highlight; the same one twice is one.
INSERT INTO highlights
    (sha256, article, content, paragraph_key, exact, prefix, suffix, colour, note, who, made_at, changed_at, removed)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?11, 0)
ON CONFLICT DO UPDATE
SET exact = excluded.exact, prefix = excluded.prefix, suffix = excluded.suffix, colour = excluded.colour,
    note = excluded.note, changed_at = max(changed_at, excluded.changed_at), removed = 0;
