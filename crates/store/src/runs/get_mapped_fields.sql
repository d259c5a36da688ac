-- Which names the fields had in the records of a run, field by field, the commonest first.
SELECT field, name, format, records FROM run_fields WHERE run_id = ?1 ORDER BY format, field, records DESC, name;
