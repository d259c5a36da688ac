-- Whether a reader gave an article a tag with these words, under whichever of its ids.
articles.id IN (
    SELECT article_ids.article_id
    FROM own_tags JOIN article_ids
        ON substr(article_ids.sha256, 1, 8) = substr(own_tags.article, 1, 8) AND article_ids.sha256 = own_tags.article
    WHERE own_tags.removed = 0 AND cuttings_names(own_tags.name, ?name))
