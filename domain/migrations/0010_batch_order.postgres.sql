-- A batch's transactions and reconciliations in the order of recording: a page of them reads what it shows.
-- SQLite's indexes hold the row's id already. Without it PostgreSQL would sort the whole batch for each page.
DROP INDEX transaction_batch;

CREATE INDEX transaction_batch ON transactions (batch_id, id);

DROP INDEX edge_batch;

CREATE INDEX edge_batch ON reconciliations (batch_id, id);

DROP INDEX edge_released_batch;

CREATE INDEX edge_released_batch ON reconciliations (released_batch_id, id) WHERE released_batch_id IS NOT NULL;
