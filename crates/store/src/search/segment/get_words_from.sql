-- The words from one on, in order.
SELECT term FROM temp.search_words WHERE term >= ?1 ORDER BY term
