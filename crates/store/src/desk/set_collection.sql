-- Makes a collection, or changes whether it is private.
INSERT INTO collections (name, private, who, changed_at, removed) VALUES (?1, ?2, ?3, ?4, 0)
ON CONFLICT DO UPDATE
SET private = excluded.private, who = iif(removed, excluded.who, who),
    changed_at = max(changed_at, excluded.changed_at), removed = 0
WHERE removed = 1 OR private <> excluded.private;
