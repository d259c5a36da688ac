-- The Cuttings archive, schema 1. docs/file-format.md has a sentence for every table; a test compares the two.
-- Times are ISO 8601 texts in UTC. Hashes are SHA-256 as BLOBs: 32 bytes, or 16 for paragraphs. Row numbers (`id`) are
-- local to a file; what names a thing in every file is its hash.

-- Facts about the file itself.
CREATE TABLE properties (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO properties (name, value) VALUES ('normalization_version', '1');

-- One row for each import, also for one that was interrupted (finished_at stays NULL).
-- records_read = new + duplicate + revision + rejected, and reprint is counted within duplicate.
CREATE TABLE import_runs (
    id                  INTEGER PRIMARY KEY,
    started_at          TEXT NOT NULL,
    finished_at         TEXT,
    program             TEXT NOT NULL,
    inputs              TEXT NOT NULL CHECK (json_valid(inputs)),
    records_read        INTEGER NOT NULL DEFAULT 0,
    new                 INTEGER NOT NULL DEFAULT 0,
    duplicate           INTEGER NOT NULL DEFAULT 0,
    reprint             INTEGER NOT NULL DEFAULT 0,
    revision            INTEGER NOT NULL DEFAULT 0,
    rejected            INTEGER NOT NULL DEFAULT 0,
    known               INTEGER NOT NULL DEFAULT 0,
    noted               INTEGER NOT NULL DEFAULT 0,
    raw_bytes           INTEGER NOT NULL DEFAULT 0,
    paragraphs_seen     INTEGER NOT NULL DEFAULT 0,
    paragraphs_distinct INTEGER NOT NULL DEFAULT 0,
    paragraphs_repeated INTEGER NOT NULL DEFAULT 0,
    CHECK (records_read = new + duplicate + revision + rejected)
) STRICT;

-- Which names the fields of articles had in the records of a run, and in how many.
CREATE TABLE run_fields (
    run_id  INTEGER NOT NULL REFERENCES import_runs (id),
    format  TEXT NOT NULL,
    field   TEXT NOT NULL,
    name    TEXT NOT NULL,
    records INTEGER NOT NULL,
    PRIMARY KEY (run_id, format, field, name)
) STRICT, WITHOUT ROWID;

-- The inputs by name: a file's name, or its path within the folder that was given.
CREATE TABLE sources (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

-- The publishing hosts or outlets.
CREATE TABLE sites (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

-- A text: title, standfirst and blocks. Stored once, however often published. Its blocks are the rows of `blocks` from
-- first_block_id to last_block_id, which is one less where there are none.
CREATE TABLE contents (
    id             INTEGER PRIMARY KEY,
    sha256         BLOB NOT NULL CHECK (length(sha256) = 32),
    title          TEXT NOT NULL,
    standfirst     TEXT,
    first_block_id INTEGER NOT NULL,
    last_block_id  INTEGER NOT NULL CHECK (last_block_id >= first_block_id - 1),
    words          INTEGER NOT NULL,
    text_bytes     INTEGER NOT NULL
) STRICT;

-- Eight bytes find the row, the row has the whole hash: half the size of an index over all of it.
CREATE INDEX contents_by_hash ON contents (substr(sha256, 1, 8));

-- What a block can be.
CREATE TABLE roles (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

INSERT INTO roles (id, name) VALUES
    (0, 'paragraph'), (1, 'heading'), (2, 'list_item'), (3, 'quote'), (4, 'caption'), (5, 'preformatted');

-- The blocks of all contents, those of one content in a row and in order. Positions count from 1; repeats is the
-- position of the earlier block of the same content that this one says again. A paragraph is stored in the block that
-- printed it first in this file (paragraph_id = id); the others point there. So a paragraph that is printed once, as most
-- are, costs one row and no entry in an index but that of its key.
CREATE TABLE blocks (
    id           INTEGER PRIMARY KEY,
    content_id   INTEGER NOT NULL REFERENCES contents (id),
    position     INTEGER NOT NULL CHECK (position > 0),
    role_id      INTEGER NOT NULL REFERENCES roles (id),
    paragraph_id INTEGER NOT NULL REFERENCES blocks (id),
    repeats      INTEGER CHECK (repeats < position),
    text         TEXT CHECK ((text IS NOT NULL) = (paragraph_id = id))
) STRICT;

-- Who printed a paragraph after the first.
CREATE INDEX blocks_by_paragraph ON blocks (paragraph_id) WHERE text IS NULL;

-- Finds a paragraph. The first 8 bytes of a key are of the SHA-256 of the folded text, the last 8 of the exact text, so
-- that a range over the first half gives every variant of a paragraph.
CREATE TABLE paragraph_keys (
    key          BLOB PRIMARY KEY CHECK (length(key) = 16),
    paragraph_id INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- A content as published somewhere. Several articles can share one content (reprints), and one URL can have several
-- contents (revisions). original_url is the address as first given, where it is not the canonical one.
-- published and modified are as precise as they are known (1987, 1987-02, 1987-02-26, 1987-02-26T15:01:01Z);
-- published_offset is the minutes east of UTC of the clock that published it, where that was said.
CREATE TABLE articles (
    id               INTEGER PRIMARY KEY,
    sha256           BLOB NOT NULL CHECK (length(sha256) = 32),
    content_id       INTEGER NOT NULL REFERENCES contents (id),
    site_id          INTEGER REFERENCES sites (id),
    url              TEXT,
    original_url     TEXT,
    section          TEXT,
    language         TEXT,
    published        TEXT,
    published_offset INTEGER,
    modified         TEXT
) STRICT;

CREATE INDEX articles_by_hash ON articles (substr(sha256, 1, 8));
CREATE INDEX articles_by_content ON articles (content_id);
CREATE INDEX articles_by_site ON articles (site_id);
CREATE INDEX articles_by_url ON articles (url) WHERE url IS NOT NULL;
CREATE INDEX articles_by_date ON articles (published);

-- One sighting of a record: where it was read, its raw SHA-256, and what became of it. A record that is read again in
-- the same place with the same bytes is the same capture. note says why it was rejected or what could not be
-- understood; extra keeps, as a JSON object, what has no column of its own or differs from the article's.
CREATE TABLE captures (
    id          INTEGER PRIMARY KEY,
    run_id      INTEGER NOT NULL REFERENCES import_runs (id),
    source_id   INTEGER NOT NULL REFERENCES sources (id),
    locator     TEXT NOT NULL,
    format      TEXT NOT NULL,
    raw_sha256  BLOB NOT NULL CHECK (length(raw_sha256) = 32),
    raw_bytes   INTEGER NOT NULL,
    outcome     TEXT NOT NULL CHECK (outcome IN ('new', 'duplicate', 'revision', 'rejected')),
    reprint     INTEGER NOT NULL CHECK (reprint IN (0, 1)),
    article_id  INTEGER REFERENCES articles (id),
    external_id TEXT,
    note        TEXT,
    extra       TEXT CHECK (extra IS NULL OR json_valid(extra)),
    CHECK ((outcome = 'rejected') = (article_id IS NULL)),
    CHECK (reprint = 0 OR outcome = 'duplicate')
) STRICT;

CREATE INDEX captures_by_place ON captures (source_id, locator);
CREATE INDEX captures_by_article ON captures (article_id);

-- Raw bytes by their hash, unless the import was told to keep none.
CREATE TABLE originals (
    sha256  BLOB PRIMARY KEY CHECK (length(sha256) = 32),
    body_id INTEGER NOT NULL REFERENCES original_bodies (id)
) STRICT, WITHOUT ROWID;

-- The raw bytes, one zstd frame each. Apart from the hashes, so that those stay dense and these are appended.
CREATE TABLE original_bodies (
    id   INTEGER PRIMARY KEY,
    zstd BLOB NOT NULL
) STRICT;

CREATE TABLE authors (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

-- Who wrote which article, in the order of the byline, from 1.
CREATE TABLE article_authors (
    article_id INTEGER NOT NULL REFERENCES articles (id),
    position   INTEGER NOT NULL,
    author_id  INTEGER NOT NULL REFERENCES authors (id),
    PRIMARY KEY (article_id, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX article_authors_by_author ON article_authors (author_id);

CREATE TABLE tags (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE article_tags (
    article_id INTEGER NOT NULL REFERENCES articles (id),
    tag_id     INTEGER NOT NULL REFERENCES tags (id),
    PRIMARY KEY (article_id, tag_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX article_tags_by_tag ON article_tags (tag_id);

-- The search index over contents (rowid = contents.id), fed with prepared text: see docs/file-format.md. Marks count as
-- letters, or Indic words would break at their vowel signs. The text comes first because FTS5 writes two bytes less for
-- each word of the first column.
CREATE VIRTUAL TABLE search USING fts5 (
    text, title, standfirst,
    content = '',
    tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co M*'"
);

-- The views below are the stable face of the file for sqlite3 and Datasette; tables may change with the schema.

-- Whole articles: one row per publication.
CREATE VIEW articles_text AS
SELECT
    lower(hex(articles.sha256)) AS id,
    articles.published,
    sites.name AS site,
    contents.title,
    contents.standfirst,
    (SELECT group_concat(text, char(10, 10)) FROM (
        SELECT first.text FROM blocks JOIN blocks AS first ON first.id = blocks.paragraph_id
        WHERE blocks.id BETWEEN contents.first_block_id AND contents.last_block_id ORDER BY blocks.id)) AS text,
    (SELECT group_concat(name, '; ') FROM (
        SELECT authors.name FROM article_authors JOIN authors ON authors.id = article_authors.author_id
        WHERE article_authors.article_id = articles.id ORDER BY article_authors.position)) AS authors,
    articles.section,
    articles.language,
    (SELECT group_concat(name, '; ') FROM (
        SELECT tags.name FROM article_tags JOIN tags ON tags.id = article_tags.tag_id
        WHERE article_tags.article_id = articles.id ORDER BY tags.name)) AS tags,
    articles.url,
    articles.original_url,
    articles.modified,
    contents.words,
    lower(hex(contents.sha256)) AS content
FROM articles
JOIN contents ON contents.id = articles.content_id
LEFT JOIN sites ON sites.id = articles.site_id;

-- Every record that was ever read, and what became of it.
CREATE VIEW captures_report AS
SELECT
    captures.run_id AS run,
    import_runs.started_at AS captured_at,
    sources.name AS source,
    captures.locator,
    captures.format,
    captures.outcome,
    captures.reprint,
    lower(hex(articles.sha256)) AS article,
    captures.external_id,
    captures.note,
    captures.extra,
    captures.raw_bytes,
    lower(hex(captures.raw_sha256)) AS raw_sha256
FROM captures
JOIN import_runs ON import_runs.id = captures.run_id
JOIN sources ON sources.id = captures.source_id
LEFT JOIN articles ON articles.id = captures.article_id;

-- The distinct block texts, whoever printed them.
CREATE VIEW paragraphs AS
SELECT id, text FROM blocks WHERE text IS NOT NULL;

-- Who printed which paragraph: one row per block and publication.
CREATE VIEW paragraph_printings AS
SELECT
    lower(hex(articles.sha256)) AS article,
    articles.published,
    sites.name AS site,
    blocks.position,
    roles.name AS role,
    blocks.repeats,
    blocks.paragraph_id AS paragraph,
    first.text
FROM blocks
JOIN blocks AS first ON first.id = blocks.paragraph_id
JOIN roles ON roles.id = blocks.role_id
JOIN articles ON articles.content_id = blocks.content_id
LEFT JOIN sites ON sites.id = articles.site_id;
