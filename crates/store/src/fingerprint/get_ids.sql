-- The ids of all articles, as they lie in the file: by any index they would be read from all over it.
SELECT sha256 FROM articles NOT INDEXED;
