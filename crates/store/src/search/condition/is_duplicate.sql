-- Whether an article belongs to a story and is not its first publication. As in lists of stories, that is the first
-- publication of the representative.
articles.content_id IN (SELECT content_id FROM story_contents)
AND articles.id NOT IN (
    SELECT coalesce((
        SELECT first.id FROM articles AS first WHERE first.content_id = stories.representative_id
        ORDER BY first.published IS NULL, first.published, first.id LIMIT 1), 0)
    FROM stories)
