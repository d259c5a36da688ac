-- Sections with some words in their name, among those of the newest ?2 articles, with the number of these up to ?4.
SELECT section, min(count(*), ?4) AS articles
FROM (SELECT section FROM articles ORDER BY published DESC LIMIT ?2)
WHERE section IS NOT NULL AND cuttings_names(section, ?1)
GROUP BY section
LIMIT ?3;
