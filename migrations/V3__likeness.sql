-- Schema 3: which contents are alike, the stories they make, and what a site prints under everything.

-- A sample of the phrases of each content: hashes of 4 bytes, little-endian, sorted. Contents that share some of them may
-- be alike. What has no text but a title has none.
CREATE TABLE sketches (
    content_id INTEGER PRIMARY KEY REFERENCES contents (id),
    hashes     BLOB NOT NULL CHECK (length(hashes) % 4 = 0)
) STRICT;

-- Contents that are to be compared once more, because they were published elsewhere or because of what was learned since.
-- Those above `compared_contents` in properties were never compared.
CREATE TABLE pending_contents (
    content_id INTEGER PRIMARY KEY REFERENCES contents (id)
) STRICT;

INSERT INTO properties (name, value) VALUES ('compared_contents', '0'), ('comparison', '');

-- Two contents that have something in common, with how much. jaccard: shared shingles (three words in a row) of all that
-- either has. containment, numbers, names: shared ones of the text that has fewer. run: words in the longest common
-- passage.
CREATE TABLE links (
    content_id  INTEGER NOT NULL REFERENCES contents (id),
    other_id    INTEGER NOT NULL REFERENCES contents (id),
    relation    TEXT NOT NULL CHECK (relation IN
        ('same', 'near_duplicate', 'revision', 'extended', 'template', 'partial_reuse')),
    jaccard     REAL NOT NULL,
    containment REAL NOT NULL,
    numbers     REAL NOT NULL,
    names       REAL NOT NULL,
    run         INTEGER NOT NULL,
    PRIMARY KEY (content_id, other_id),
    CHECK (content_id < other_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX links_by_other ON links (other_id);

-- Contents that tell the same in nearly the same words, or one content that was published several times.
CREATE TABLE stories (
    id                INTEGER PRIMARY KEY,
    representative_id INTEGER NOT NULL UNIQUE REFERENCES contents (id),
    contents          INTEGER NOT NULL,
    articles          INTEGER NOT NULL,
    sites             INTEGER NOT NULL,
    first_published   TEXT,
    last_published    TEXT
) STRICT;

CREATE INDEX stories_by_articles ON stories (articles);

-- Which story a content belongs to, and how like it is to the representative.
CREATE TABLE story_contents (
    content_id INTEGER PRIMARY KEY REFERENCES contents (id),
    story_id   INTEGER NOT NULL REFERENCES stories (id),
    similarity REAL NOT NULL
) STRICT;

CREATE INDEX story_contents_by_story ON story_contents (story_id);

-- Paragraphs that recur under different titles of a site and belong to none; site_id is 0 for articles without a site.
CREATE TABLE boilerplate (
    paragraph_id INTEGER NOT NULL REFERENCES blocks (id),
    site_id      INTEGER NOT NULL,
    PRIMARY KEY (paragraph_id, site_id)
) STRICT, WITHOUT ROWID;

-- What people said of two contents: that they are the same, or are not. By content ids, so that it outlives a new import
-- and holds in every archive.
CREATE TABLE decisions (
    one        BLOB NOT NULL CHECK (length(one) = 32),
    other      BLOB NOT NULL CHECK (length(other) = 32),
    same       INTEGER NOT NULL CHECK (same IN (0, 1)),
    who        TEXT NOT NULL,
    why        TEXT NOT NULL,
    decided_at TEXT NOT NULL,
    PRIMARY KEY (one, other),
    CHECK (one < other)
) STRICT, WITHOUT ROWID;

-- Pairs of contents by their ids, and what they are to each other.
CREATE VIEW links_report AS
SELECT
    lower(hex(one.sha256)) AS content,
    lower(hex(other.sha256)) AS other,
    links.relation,
    links.jaccard,
    links.containment,
    links.numbers,
    links.names,
    links.run
FROM links
JOIN contents AS one ON one.id = links.content_id
JOIN contents AS other ON other.id = links.other_id;

-- The articles of each story, one row per publication.
CREATE VIEW story_articles AS
SELECT
    lower(hex(representatives.sha256)) AS story,
    lower(hex(articles.sha256)) AS article,
    articles.published,
    sites.name AS site,
    contents.title,
    story_contents.similarity
FROM story_contents
JOIN stories ON stories.id = story_contents.story_id
JOIN contents AS representatives ON representatives.id = stories.representative_id
JOIN contents ON contents.id = story_contents.content_id
JOIN articles ON articles.content_id = story_contents.content_id
LEFT JOIN sites ON sites.id = articles.site_id;
