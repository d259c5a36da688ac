-- Removes a note with its text; the row stays, so that a union with an older copy does not bring it back.
UPDATE notes SET text = '', changed_at = max(changed_at, ?2), removed = 1 WHERE sha256 = ?1;
