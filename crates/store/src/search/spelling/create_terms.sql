-- The words of the search index in order, for this connection.
CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_terms USING fts5vocab('main', 'search', 'instance');
