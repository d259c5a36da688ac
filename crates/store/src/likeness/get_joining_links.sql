-- The pairs that make stories, with how like they are. A template is a new report in an old form, and what was only
-- partly taken over is another text.
SELECT content_id, other_id, CASE relation WHEN 'extended' THEN containment ELSE max(jaccard, containment) END
FROM links
WHERE relation IN ('same', 'near_duplicate', 'revision') OR (relation = 'extended' AND containment >= 0.95)
