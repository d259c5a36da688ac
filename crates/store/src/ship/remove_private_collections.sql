-- Takes private collections out of a copy, and what is left of their bytes with them.
PRAGMA secure_delete = ON;
DELETE FROM collection_articles WHERE collection IN (SELECT name FROM collections WHERE private = 1);
DELETE FROM collections WHERE private = 1;
