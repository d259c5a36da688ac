-- What FTS5 itself says of its words, for an index whose pages are of another format.
CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_places USING fts5vocab (main, search, instance);
CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_words USING fts5vocab (main, search, row);
