-- A field by the name that it had in some records.
INSERT INTO run_fields (run_id, format, field, name, records) VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT DO UPDATE SET records = records + excluded.records;
