-- Gives an article a tag, or gives it back.
INSERT INTO own_tags (article, name, who, changed_at, removed) VALUES (?1, ?2, ?3, ?4, 0)
ON CONFLICT DO UPDATE
SET who = excluded.who, changed_at = max(changed_at, excluded.changed_at), removed = 0
WHERE removed = 1;
