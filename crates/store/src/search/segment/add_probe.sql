-- Has the tokenizer read a text.
INSERT INTO probe (rowid, text) VALUES (1, ?1);
