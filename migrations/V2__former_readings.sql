-- Schema 2: records that are read again from their originals. A better reading takes the place of the one before, which
-- stays: its content in `contents` and `blocks`, what else was known of it here.

-- What an article was before a better reading: the id that it had (which may be its id still, where only fields changed),
-- its content, its fields as a JSON object, and the run that read it again.
CREATE TABLE former_readings (
    id         INTEGER PRIMARY KEY,
    sha256     BLOB NOT NULL CHECK (length(sha256) = 32),
    article_id INTEGER NOT NULL REFERENCES articles (id),
    content_id INTEGER NOT NULL REFERENCES contents (id),
    run_id     INTEGER NOT NULL REFERENCES import_runs (id),
    fields     TEXT NOT NULL CHECK (json_valid(fields))
) STRICT;

CREATE INDEX former_readings_by_hash ON former_readings (substr(sha256, 1, 8));
CREATE INDEX former_readings_by_article ON former_readings (article_id);

-- What became of the records that a run read again, by format, and why some were left out.
CREATE TABLE rereadings (
    run_id  INTEGER NOT NULL REFERENCES import_runs (id),
    format  TEXT NOT NULL,
    result  TEXT NOT NULL CHECK (result IN ('better', 'accepted', 'unchanged', 'kept', 'left_out')),
    reason  TEXT NOT NULL,
    records INTEGER NOT NULL,
    PRIMARY KEY (run_id, format, result, reason)
) STRICT, WITHOUT ROWID;
