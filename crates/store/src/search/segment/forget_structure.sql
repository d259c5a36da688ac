-- Has FTS5 forget the structure record that it keeps in memory: see add_segment. Undoes nothing.
SAVEPOINT forget_structure;
ROLLBACK TO forget_structure;
RELEASE forget_structure;
