-- A text that no row has yet.
INSERT INTO contents
    (sha256, title, standfirst, first_block_id, last_block_id, words, text_bytes)
VALUES
    (:sha256, :title, :standfirst, :first_block, :last_block, :words, :text_bytes);
