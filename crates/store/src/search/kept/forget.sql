-- Forgets what is kept of the search index; it is made again when the next import ends.
DELETE FROM kept_words;
DELETE FROM kept_postings;
DELETE FROM kept_lengths;
UPDATE properties SET value = '0' WHERE name = 'kept_contents';
