-- The articles of a story, the earliest first.
SELECT articles.id, contents.sha256, story_contents.similarity
FROM story_contents
JOIN contents ON contents.id = story_contents.content_id
JOIN articles ON articles.content_id = contents.id
WHERE story_contents.story_id = ?1
ORDER BY articles.published IS NULL, articles.published, articles.id
LIMIT ?2;
