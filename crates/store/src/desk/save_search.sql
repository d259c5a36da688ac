-- Saves a query under a name, in the place of another.
INSERT INTO saved_searches (name, query, who, saved_at, changed_at, removed) VALUES (?1, ?2, ?3, ?4, ?4, 0)
ON CONFLICT DO UPDATE
SET query = excluded.query, who = excluded.who, saved_at = excluded.saved_at,
    changed_at = max(changed_at, excluded.changed_at), removed = 0;
