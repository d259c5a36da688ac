-- Whether somebody wrote a note about an article, under whichever of its ids.
articles.id IN (
    SELECT article_ids.article_id
    FROM notes JOIN article_ids
        ON substr(article_ids.sha256, 1, 8) = substr(notes.article, 1, 8) AND article_ids.sha256 = notes.article
    WHERE notes.removed = 0)
