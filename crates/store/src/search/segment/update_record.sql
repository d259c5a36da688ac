-- Changes a record of the search index.
UPDATE search_data SET block = ?2 WHERE id = ?1;
