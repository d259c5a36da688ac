-- Everything that is counted, in one row. Texts count as captured when their capture has an article; as stored, titles
-- and standfirsts count for each content and paragraphs once.
WITH
    outcomes AS (
        SELECT
            count(*) AS captures,
            coalesce(sum(outcome = 'new'), 0) AS new,
            coalesce(sum(outcome = 'duplicate'), 0) AS duplicate,
            coalesce(sum(reprint), 0) AS reprint,
            coalesce(sum(outcome = 'revision'), 0) AS revision,
            coalesce(sum(outcome = 'rejected'), 0) AS rejected,
            coalesce(sum(captures.raw_bytes), 0) AS raw_bytes,
            coalesce(sum(contents.text_bytes), 0) AS text_bytes_captured
        FROM captures
        LEFT JOIN articles ON articles.id = captures.article_id
        LEFT JOIN contents ON contents.id = articles.content_id),
    texts AS (
        SELECT
            (SELECT coalesce(sum(octet_length(text)), 0) FROM paragraphs)
            + (SELECT coalesce(sum(octet_length(title) + coalesce(octet_length(standfirst), 0)), 0) FROM contents)
            AS text_bytes_stored)
SELECT
    outcomes.*,
    texts.*,
    (SELECT count(*) FROM articles) AS articles,
    (SELECT count(*) FROM contents) AS contents,
    (SELECT count(*) FROM former_readings) AS former_readings,
    (SELECT count(*) FROM paragraph_keys) AS paragraphs,
    (SELECT count(*) FROM blocks) AS blocks,
    (SELECT count(*) FROM blocks WHERE repeats IS NOT NULL) AS repeated_blocks,
    (SELECT count(*) FROM originals) AS originals,
    (SELECT count(*) FROM import_runs) AS import_runs,
    (SELECT count(*) FROM sites) AS sites,
    (SELECT min(published) FROM articles) AS first_published,
    (SELECT max(published) FROM articles) AS last_published,
    (SELECT page_count * page_size FROM pragma_page_count, pragma_page_size) AS file_bytes
FROM outcomes, texts;
