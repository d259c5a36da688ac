-- Merges the segments of every level that has enough of them (by default 4), writing so many pages at most.
INSERT INTO search (search, rank) VALUES ('merge', ?1);
