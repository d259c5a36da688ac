-- A text that no row has yet.
INSERT INTO contents (sha256, title, standfirst, words, text_bytes) VALUES (?1, ?2, ?3, ?4, ?5);
