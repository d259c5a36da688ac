-- What two contents have in common.
INSERT OR ROLLBACK INTO links (content_id, other_id, relation, jaccard, containment, numbers, names, run)
VALUES (:content, :other, :relation, :jaccard, :containment, :numbers, :names, :run)
