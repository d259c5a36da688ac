-- Removes a highlight with its texts; the row stays, so that a union with an older copy does not bring it back.
UPDATE highlights
SET exact = '', prefix = '', suffix = '', note = NULL, changed_at = max(changed_at, ?2), removed = 1
WHERE sha256 = ?1;
