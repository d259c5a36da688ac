-- The pages of a segment that may begin words from one word to another.
SELECT pgno >> 1 FROM search_idx
WHERE segid = ?1
    AND term >= (SELECT max(term) FROM search_idx WHERE segid = ?1 AND term <= ?2)
    AND term < ?3
ORDER BY term
