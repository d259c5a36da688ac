-- Stories, those that were published last first, undated ones at the end.
SELECT id FROM stories ORDER BY last_published DESC, id DESC LIMIT ?1 OFFSET ?2;
