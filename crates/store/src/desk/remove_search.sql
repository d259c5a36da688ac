-- Removes a saved search; its name stays, so that a union with an older copy does not bring it back.
UPDATE saved_searches SET query = '', changed_at = max(changed_at, ?2), removed = 1 WHERE name = ?1;
