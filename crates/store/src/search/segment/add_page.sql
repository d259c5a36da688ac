-- Adds a page of a segment. One that was left there by accident belongs to no segment, so it may go, as FTS5 has it.
REPLACE INTO search_data (id, block) VALUES (?1, ?2);
