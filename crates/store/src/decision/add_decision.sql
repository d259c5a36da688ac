-- What somebody said of two contents; the latest word counts.
INSERT OR REPLACE INTO decisions (one, other, same, who, why, decided_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6);
