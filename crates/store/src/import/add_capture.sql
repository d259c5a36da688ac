-- One sighting of a record.
INSERT INTO captures
    (run_id, source_id, locator, format, raw_sha256, raw_bytes, outcome, reprint, article_id, external_id, note, extra)
VALUES
    (:run, :source, :locator, :format, :raw_sha256, :raw_bytes, :outcome, :reprint, :article, :external_id, :note, :extra);
