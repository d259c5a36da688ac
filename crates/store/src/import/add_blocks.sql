-- The next blocks of a content; the values of the rows follow.
INSERT INTO blocks (content_id, position, role_id, paragraph_id, repeats) VALUES