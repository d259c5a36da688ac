-- The contents that were never compared.
SELECT id FROM contents
WHERE id > (SELECT CAST(value AS INTEGER) FROM properties WHERE name = 'compared_contents')
ORDER BY id
