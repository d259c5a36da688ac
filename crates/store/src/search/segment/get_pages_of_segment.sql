-- The pages of a segment that begin words.
SELECT pgno >> 1 FROM search_idx WHERE segid = ?1 ORDER BY term
