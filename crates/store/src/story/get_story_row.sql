-- The story of an article.
SELECT story_contents.story_id
FROM articles JOIN story_contents ON story_contents.content_id = articles.content_id
WHERE articles.id = ?1;
