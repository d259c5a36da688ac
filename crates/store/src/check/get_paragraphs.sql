-- Every paragraph with its key; a paragraph without a key has NULL.
SELECT paragraphs.id, paragraphs.text, keys.key
FROM paragraphs
LEFT JOIN paragraph_keys AS keys ON keys.paragraph_id = paragraphs.id;
