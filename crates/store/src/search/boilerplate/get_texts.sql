-- The texts of all boilerplate.
SELECT blocks.id, blocks.text FROM blocks WHERE blocks.id IN (SELECT paragraph_id FROM boilerplate)
