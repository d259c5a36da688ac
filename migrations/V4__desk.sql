-- Schema 4: what a reader adds: tags, notes, highlights, collections and saved searches.
--
-- Everything is named by what holds in every archive (hashes and names, never row numbers), so it outlives a new import, and
-- two archives are joined by taking the rows of both. Of two rows with the same key the one changed last counts; of two that
-- were changed in the same second the one that is removed. So what is taken away stays as a row with `removed` = 1: without
-- it, the next union with an older copy would bring the thing back. Of its text nothing stays.

-- Tags that a reader gave to articles, beside those of the publisher.
CREATE TABLE own_tags (
    article    BLOB NOT NULL CHECK (length(article) = 32),
    name       TEXT NOT NULL,
    who        TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    removed    INTEGER NOT NULL CHECK (removed IN (0, 1)),
    PRIMARY KEY (article, name)
) STRICT, WITHOUT ROWID;

-- What a reader wrote about an article. The id is the SHA-256 of who wrote what about which article when.
CREATE TABLE notes (
    sha256     BLOB PRIMARY KEY CHECK (length(sha256) = 32),
    article    BLOB NOT NULL CHECK (length(article) = 32),
    text       TEXT NOT NULL,
    who        TEXT NOT NULL,
    written_at TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    removed    INTEGER NOT NULL CHECK (removed IN (0, 1)),
    CHECK (removed = 0 OR text = '')
) STRICT, WITHOUT ROWID;

CREATE INDEX notes_by_article ON notes (article);

-- Passages that a reader marked, as a TextQuoteSelector of the W3C Web Annotation model: the quote, and what stands before and
-- behind it. paragraph_key is the key of the paragraph that it was marked in; it finds the place again where the text is the
-- same, and the quote where it has changed.
CREATE TABLE highlights (
    sha256        BLOB PRIMARY KEY CHECK (length(sha256) = 32),
    article       BLOB NOT NULL CHECK (length(article) = 32),
    content       BLOB NOT NULL CHECK (length(content) = 32),
    paragraph_key BLOB NOT NULL CHECK (length(paragraph_key) = 16),
    exact         TEXT NOT NULL,
    prefix        TEXT NOT NULL,
    suffix        TEXT NOT NULL,
    colour        TEXT NOT NULL,
    note          TEXT,
    who           TEXT NOT NULL,
    made_at       TEXT NOT NULL,
    changed_at    TEXT NOT NULL,
    removed       INTEGER NOT NULL CHECK (removed IN (0, 1)),
    CHECK (removed = 0 OR (exact = '' AND prefix = '' AND suffix = '' AND note IS NULL))
) STRICT, WITHOUT ROWID;

CREATE INDEX highlights_by_article ON highlights (article);
CREATE INDEX highlights_by_content ON highlights (content);

-- Lists of articles, by name. A private one is left out of shipped copies.
CREATE TABLE collections (
    name       TEXT PRIMARY KEY,
    private    INTEGER NOT NULL CHECK (private IN (0, 1)),
    who        TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    removed    INTEGER NOT NULL CHECK (removed IN (0, 1))
) STRICT, WITHOUT ROWID;

-- Which articles a collection has, in the order of their positions, and of when they were put in where those are equal.
CREATE TABLE collection_articles (
    collection TEXT NOT NULL REFERENCES collections (name),
    article    BLOB NOT NULL CHECK (length(article) = 32),
    position   INTEGER NOT NULL,
    who        TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    removed    INTEGER NOT NULL CHECK (removed IN (0, 1)),
    PRIMARY KEY (collection, article)
) STRICT, WITHOUT ROWID;

CREATE INDEX collection_articles_by_article ON collection_articles (article);

-- Queries that a reader wants to ask again, by name.
CREATE TABLE saved_searches (
    name       TEXT PRIMARY KEY,
    query      TEXT NOT NULL,
    who        TEXT NOT NULL,
    saved_at   TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    removed    INTEGER NOT NULL CHECK (removed IN (0, 1)),
    CHECK (removed = 0 OR query = '')
) STRICT, WITHOUT ROWID;

-- Every id that leads to an article: its own, and those of its former readings. What a reader adds stays with the id that
-- the article had then.
CREATE VIEW article_ids AS
SELECT id AS article_id, sha256 FROM articles
UNION ALL
SELECT article_id, sha256 FROM former_readings;
