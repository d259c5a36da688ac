-- Fills in fields that are empty; the offset belongs to the date.
UPDATE articles SET
    section = coalesce(section, :section),
    language = coalesce(language, :language),
    published_offset = iif(published IS NULL, :published_offset, published_offset),
    published = coalesce(published, :published),
    modified = coalesce(modified, :modified)
WHERE id = :article;
