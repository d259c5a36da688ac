-- Whether a capture of an article came from an input with these words in its name.
articles.id IN (
    SELECT article_id FROM captures
    WHERE article_id IS NOT NULL AND source_id IN (SELECT id FROM sources WHERE cuttings_names(name, ?name)))
