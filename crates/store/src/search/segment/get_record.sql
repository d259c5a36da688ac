-- A record of the search index: 1 has the sums over all rows, 10 the structure.
SELECT block FROM search_data WHERE id = ?1;
