-- One rejected record less in a run, and one more of what it is now: the sum stays.
UPDATE import_runs SET
    rejected = rejected - 1,
    new = new + ?2,
    duplicate = duplicate + ?3,
    revision = revision + ?4,
    reprint = reprint + ?5,
    noted = noted + ?6
WHERE id = ?1;
