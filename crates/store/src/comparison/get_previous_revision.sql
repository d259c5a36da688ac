-- The last article with another content that stood at the URL of the one in row ?1 before it. One without a date counts as
-- later than those with one, as in get_revisions.sql.
SELECT earlier.id
FROM articles AS this
JOIN articles AS earlier ON earlier.url = this.url AND earlier.content_id <> this.content_id
WHERE this.id = ?1
    AND (earlier.published IS NULL, coalesce(earlier.published, ''), coalesce(earlier.modified, ''), earlier.id)
        < (this.published IS NULL, coalesce(this.published, ''), coalesce(this.modified, ''), this.id)
ORDER BY earlier.published IS NULL DESC, earlier.published DESC, coalesce(earlier.modified, '') DESC, earlier.id DESC
LIMIT 1;
