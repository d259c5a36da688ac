-- Other fields for an article; those that its id is made of stay.
UPDATE articles SET
    original_url = :original_url,
    section = :section,
    language = :language,
    published = :published,
    published_offset = :published_offset,
    modified = :modified
WHERE id = :article;
