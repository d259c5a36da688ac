-- Whether an article is in a collection of this name, case and accents aside, under whichever of its ids.
articles.id IN (
    SELECT article_ids.article_id
    FROM collection_articles JOIN article_ids
        ON substr(article_ids.sha256, 1, 8) = substr(collection_articles.article, 1, 8)
        AND article_ids.sha256 = collection_articles.article
    WHERE collection_articles.removed = 0 AND collection_articles.collection IN (
        SELECT name FROM collections
        WHERE removed = 0 AND (name = ?name OR (cuttings_names(name, ?name) AND cuttings_names(?name, name)))))
