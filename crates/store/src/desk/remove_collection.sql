-- Removes a collection; its name stays, so that a union with an older copy does not bring it back.
UPDATE collections SET changed_at = max(changed_at, ?2), removed = 1 WHERE name = ?1;
