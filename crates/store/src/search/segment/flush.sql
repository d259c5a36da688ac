-- Has FTS5 write what it still holds in memory of this transaction, and take part in the transaction.
INSERT INTO search (search) VALUES ('flush');
