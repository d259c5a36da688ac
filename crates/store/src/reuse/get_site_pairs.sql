-- For each story: the site that published it first, every other site that had it, and how many hours later. Days alone
-- give no hours, and where two dates are the same as far as both are known, nobody was later.
WITH printings AS (
    SELECT story_contents.story_id, sites.name AS site, min(articles.published) AS published
    FROM story_contents
    JOIN articles ON articles.content_id = story_contents.content_id
    JOIN sites ON sites.id = articles.site_id
    WHERE articles.published IS NOT NULL
    GROUP BY story_contents.story_id, sites.id
),
firsts AS (
    SELECT story_id, site, min(published) AS published FROM printings GROUP BY story_id
)
SELECT
    firsts.site,
    printings.site,
    CASE WHEN length(firsts.published) > 10 AND length(printings.published) > 10
        THEN (julianday(printings.published) - julianday(firsts.published)) * 24 END
FROM printings JOIN firsts ON firsts.story_id = printings.story_id AND firsts.site <> printings.site
    AND substr(printings.published, 1, length(firsts.published)) > firsts.published;
