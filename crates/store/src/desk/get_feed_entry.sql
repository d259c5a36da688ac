-- What a feed says of an article beyond its summary.
SELECT
    articles.sha256,
    contents.standfirst,
    (SELECT min(import_runs.started_at)
     FROM captures JOIN import_runs ON import_runs.id = captures.run_id
     WHERE captures.article_id = articles.id) AS read_at
FROM articles
JOIN contents ON contents.id = articles.content_id
WHERE articles.id = ?1;
