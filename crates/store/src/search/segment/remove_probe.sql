-- Makes room for the next probe.
INSERT INTO probe (probe) VALUES ('delete-all');
