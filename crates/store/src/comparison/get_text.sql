-- The content of the article in row ?1, and its standfirst.
SELECT contents.id, contents.standfirst
FROM articles
JOIN contents ON contents.id = articles.content_id
WHERE articles.id = ?1;
