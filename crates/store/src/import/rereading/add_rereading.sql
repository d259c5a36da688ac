-- Records of a format that were read again with some result.
INSERT INTO rereadings (run_id, format, result, reason, records) VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT DO UPDATE SET records = records + excluded.records;
