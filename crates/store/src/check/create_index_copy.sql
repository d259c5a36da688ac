-- A second index beside the search index, and the words of both with their places.
CREATE VIRTUAL TABLE temp.index_words USING fts5vocab(main, search, instance);
CREATE VIRTUAL TABLE temp.search_copy USING fts5 (
    text, title, standfirst,
    content = '',
    tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co M*'"
);
CREATE VIRTUAL TABLE temp.copy_words USING fts5vocab(temp, search_copy, instance);
