-- Sites with a name, with a host below it, or, of outlets that are named in words, with these words.
SELECT id FROM sites
WHERE lower(name) = lower(?1)
    OR name LIKE '%.' || replace(replace(lower(?1), '%', ''), '_', '')
    OR (name NOT LIKE '%.%' AND cuttings_names(name, ?1))
