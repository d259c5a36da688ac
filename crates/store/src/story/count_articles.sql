-- How many articles the story of an article has.
SELECT stories.articles
FROM articles
JOIN story_contents ON story_contents.content_id = articles.content_id
JOIN stories ON stories.id = story_contents.story_id
WHERE articles.id = ?1;
