-- The reader's tags, the most used first.
SELECT name, count(*) FROM own_tags WHERE removed = 0 GROUP BY name ORDER BY count(*) DESC, name;
