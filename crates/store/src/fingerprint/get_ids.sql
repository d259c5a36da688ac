-- The ids of all articles, ascending: the index gives the order of the first 8 bytes, which are rarely equal.
SELECT sha256 FROM articles ORDER BY substr(sha256, 1, 8), sha256;
