-- Duplicates and their kin in numbers.
SELECT
    (SELECT count(*) FROM articles) AS articles,
    (SELECT count(DISTINCT content_id) FROM articles) AS contents,
    (SELECT count(*) - count(DISTINCT content_id) FROM articles) AS reprints,
    (SELECT count(*) FROM stories) AS stories,
    (SELECT coalesce(sum(articles), 0) FROM stories) AS articles_in_stories,
    (SELECT count(DISTINCT paragraph_id) FROM blocks WHERE text IS NULL) AS shared_paragraphs,
    (SELECT count(DISTINCT paragraph_id) FROM boilerplate) AS boilerplate,
    (SELECT count(*) FROM decisions) AS decisions,
    (SELECT count(*) FROM (
        SELECT id FROM contents
        WHERE id > (SELECT CAST(value AS INTEGER) FROM properties WHERE name = 'compared_contents')
        UNION SELECT content_id FROM pending_contents)) AS pending;
