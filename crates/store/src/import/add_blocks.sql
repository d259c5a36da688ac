-- The next blocks of contents; the values of the rows follow.
INSERT OR ROLLBACK INTO blocks (id, content_id, position, role_id, paragraph_id, repeats, text) VALUES