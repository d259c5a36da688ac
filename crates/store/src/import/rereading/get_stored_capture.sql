-- The capture of these very bytes in this very place, with its article.
SELECT
    captures.id,
    captures.run_id,
    captures.article_id,
    captures.external_id,
    captures.note,
    captures.extra,
    articles.sha256 AS article,
    articles.content_id,
    contents.last_block_id >= contents.first_block_id AS has_blocks
FROM captures
LEFT JOIN articles ON articles.id = captures.article_id
LEFT JOIN contents ON contents.id = articles.content_id
WHERE captures.source_id = ?1 AND captures.locator = ?2 AND captures.raw_sha256 = ?3;
