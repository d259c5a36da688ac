-- Whether several sites published the story of an article.
articles.content_id IN (
    SELECT content_id FROM story_contents WHERE story_id IN (SELECT id FROM stories WHERE sites > 1))
