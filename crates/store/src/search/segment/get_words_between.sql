-- The words from one to another.
SELECT term FROM temp.search_words WHERE term >= ?1 AND term < ?2
