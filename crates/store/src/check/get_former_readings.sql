-- What the id of every former reading was made of.
SELECT
    former_readings.sha256,
    former_readings.fields ->> 'site' AS site,
    former_readings.fields ->> 'url' AS url,
    former_readings.fields ->> 'published' AS published,
    former_readings.fields ->> 'published_offset' AS published_offset,
    contents.sha256 AS content_sha256
FROM former_readings
JOIN contents ON contents.id = former_readings.content_id;
