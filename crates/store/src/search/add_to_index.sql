-- Feeds a content to the index. The texts are prepared: see cuttings_core::prepare_for_search.
INSERT INTO search (rowid, title, standfirst, text) VALUES (?1, ?2, ?3, ?4);
