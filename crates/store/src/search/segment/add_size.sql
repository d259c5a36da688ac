-- Adds the number of words in each column of a row. Fails for a row that is there, which FTS5 would take twice.
INSERT INTO search_docsize (id, sz) VALUES (?1, ?2);
