-- The page of a segment that begins the words after one, where that begins none itself.
SELECT pgno >> 1 FROM search_idx WHERE segid = ?1 AND term > ?2 ORDER BY term LIMIT 1
