-- Everything that comparing contents found out; what was published several times is a story again afterwards.
DELETE FROM links;
DELETE FROM story_contents;
DELETE FROM stories;
DELETE FROM boilerplate;
DELETE FROM pending_contents;
INSERT INTO pending_contents (content_id) SELECT content_id FROM articles GROUP BY content_id HAVING count(*) > 1;
UPDATE properties SET value = '0' WHERE name = 'compared_contents';
