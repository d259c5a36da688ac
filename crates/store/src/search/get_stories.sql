-- Every content of a story, the story, and how many articles it has.
SELECT story_contents.content_id, stories.id, stories.articles
FROM story_contents JOIN stories ON stories.id = story_contents.story_id
