-- Whether another content was read at the URL of an article.
articles.url IS NOT NULL
AND EXISTS (
    SELECT 1 FROM articles AS other WHERE other.url = articles.url AND other.content_id <> articles.content_id)
