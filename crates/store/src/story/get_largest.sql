-- Stories, those with the most articles first.
SELECT id FROM stories ORDER BY articles DESC, id DESC LIMIT ?1 OFFSET ?2;
