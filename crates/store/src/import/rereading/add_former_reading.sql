-- What an article was.
INSERT INTO former_readings (sha256, article_id, content_id, run_id, fields) VALUES (?1, ?2, ?3, ?4, ?5);
