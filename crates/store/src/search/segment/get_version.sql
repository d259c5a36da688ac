-- The version of the format that the search index is in.
SELECT v FROM search_config WHERE k = 'version';
