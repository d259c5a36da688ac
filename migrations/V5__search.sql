-- Schema 5: what makes searching fast. All of it is taken from the other tables and from the search index, and can be made
-- again from them; an archive without it gives the same answers, more slowly.

-- Words that very many contents have, as the search index keeps them (with '0' before), boilerplate that very many contents
-- print ('p' and the row number of the paragraph, eight bytes with the highest first), and how many of the contents below
-- `kept_contents` (in properties) have them.
CREATE TABLE kept_words (
    id       INTEGER PRIMARY KEY,
    word     BLOB NOT NULL UNIQUE,
    contents INTEGER NOT NULL
) STRICT;

-- The contents below `kept_contents` that have such a word, and how often: id is kept_words.id * 65536 + contents.id / 32768.
CREATE TABLE kept_postings (
    id       INTEGER PRIMARY KEY,
    postings BLOB NOT NULL
) STRICT;

-- The words that each content has, 65535 for more: 32768 numbers of two bytes, little-endian, by contents.id.
CREATE TABLE kept_lengths (
    chunk   INTEGER PRIMARY KEY,
    lengths BLOB NOT NULL
) STRICT;

-- What articles are filtered and counted by, 8192 articles at a time: a zstd frame.
CREATE TABLE kept_articles (
    chunk   INTEGER PRIMARY KEY,
    columns BLOB NOT NULL
) STRICT;

INSERT INTO properties (name, value) VALUES ('kept_contents', '0');
