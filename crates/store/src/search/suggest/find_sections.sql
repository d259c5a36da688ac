-- Sections with some words in their name, among those of the ?2 articles that were added last, with the number of these up
-- to ?4.
SELECT section, min(count(*), ?4) AS articles
FROM (SELECT section FROM articles ORDER BY id DESC LIMIT ?2)
WHERE section IS NOT NULL AND cuttings_names(section, ?1)
GROUP BY section
LIMIT ?3;
