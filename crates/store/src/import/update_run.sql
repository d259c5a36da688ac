-- The counts of a run up to the commit that this statement is part of.
UPDATE import_runs SET
    records_read = :read,
    new = :new,
    duplicate = :duplicate,
    reprint = :reprint,
    revision = :revision,
    rejected = :rejected,
    known = :known,
    noted = :noted,
    raw_bytes = :bytes,
    paragraphs_seen = :seen,
    paragraphs_distinct = :distinct,
    paragraphs_repeated = :repeated
WHERE id = :run;
