-- Makes a collection where there is none; one that is there stays as it is.
INSERT INTO collections (name, private, who, changed_at, removed) VALUES (?1, 0, ?2, ?3, 0)
ON CONFLICT DO UPDATE
SET private = 0, who = excluded.who, changed_at = max(changed_at, excluded.changed_at), removed = 0
WHERE removed = 1;
