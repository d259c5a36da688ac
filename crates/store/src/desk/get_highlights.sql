-- The highlights that may be in the text of an article: made on it under whichever of its ids, on its content, or on another
-- article at its URL. Those that are not its own are shown only where their passages are found.
SELECT
    highlights.*,
    highlights.article IN (SELECT sha256 FROM article_ids WHERE article_id = ?1) AS is_own
FROM highlights
WHERE removed = 0 AND (
    article IN (
        SELECT article_ids.sha256 FROM article_ids WHERE article_id IN (
            SELECT ?1
            UNION
            SELECT other.id
            FROM articles AS this JOIN articles AS other ON other.url = this.url
            WHERE this.id = ?1))
    OR content = (
        SELECT contents.sha256 FROM articles JOIN contents ON contents.id = articles.content_id WHERE articles.id = ?1))
ORDER BY made_at, sha256;
