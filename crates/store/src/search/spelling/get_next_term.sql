-- The first word of the index that is this one or comes after it.
SELECT term FROM temp.search_terms WHERE term >= ?1 LIMIT 1;
