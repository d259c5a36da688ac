-- How many contents match, counted up to a limit.
SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH ?1 LIMIT ?2);
