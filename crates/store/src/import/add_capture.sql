-- One sighting of a record.
INSERT INTO captures
    (run_id, source_id, locator, format, raw_sha256, raw_bytes, outcome, reprint, article_id, external_id, note, extra)
VALUES
    (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12);
