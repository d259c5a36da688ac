-- An index with the tokenizer of the search index, to be asked what it makes of a character, and its words in order.
CREATE VIRTUAL TABLE probe USING fts5 (
    text,
    content = '',
    tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co M*'"
);
CREATE VIRTUAL TABLE probe_words USING fts5vocab(probe, instance);
