-- A story with what lists of stories show.
INSERT INTO stories (representative_id, contents, articles, sites, first_published, last_published)
VALUES (:representative, :contents, :articles, :sites, :first_published, :last_published)
