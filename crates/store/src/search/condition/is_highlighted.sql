-- Whether somebody marked a passage of an article, under whichever of its ids.
articles.id IN (
    SELECT article_ids.article_id
    FROM highlights JOIN article_ids
        ON substr(article_ids.sha256, 1, 8) = substr(highlights.article, 1, 8) AND article_ids.sha256 = highlights.article
    WHERE highlights.removed = 0)
