-- A publication that no row has yet.
INSERT INTO articles
    (sha256, content_id, site_id, url, original_url, section, language, published, published_offset, modified)
VALUES
    (:sha256, :content, :site, :url, :original_url, :section, :language, :published, :published_offset, :modified);
