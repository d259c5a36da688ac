-- Adds what finds a page of a segment by word.
INSERT INTO search_idx (segid, term, pgno) VALUES (?1, ?2, ?3);
