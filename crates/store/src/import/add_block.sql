-- The next block of a content.
INSERT INTO blocks (content_id, position, role_id, paragraph_id, repeats) VALUES (?1, ?2, ?3, ?4, ?5);
