-- The words of the probe in any order. A word without characters, which the tokenizer makes of a mark that stands alone,
-- comes as NULL.
SELECT "offset", coalesce(CAST(term AS BLOB), x'') FROM probe_words;
