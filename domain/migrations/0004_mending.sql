-- What transactions said before they were changed, moved payments, write-offs, and indexes that find the same money twice.
-- A replay of the log adds payments by number, also before those from which they were moved: hence the deferred reference.

CREATE TABLE transaction_versions (
    id {id} PRIMARY KEY,
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    transaction_id BIGINT NOT NULL REFERENCES transactions (id),
    whole(ended_at),
    due_on DATE,
    description TEXT NOT NULL,
    reference TEXT,
    method TEXT
);

CREATE UNIQUE INDEX transaction_version_order ON transaction_versions (transaction_id, ended_at);

CREATE INDEX transaction_version_account ON transaction_versions (account_id);

ALTER TABLE transactions ADD COLUMN moved_from_id BIGINT REFERENCES transactions (id) DEFERRABLE INITIALLY DEFERRED
  CONSTRAINT moved_money_is_received CHECK (moved_from_id IS NULL OR kind IN ('PAYMENT', 'DEPOSIT'));

ALTER TABLE transactions ADD COLUMN write_off BOOLEAN NOT NULL DEFAULT false
  CONSTRAINT write_off_is_credit CHECK (NOT write_off OR kind = 'CREDIT');

CREATE UNIQUE INDEX transaction_moved_from ON transactions (moved_from_id)
    WHERE moved_from_id IS NOT NULL AND withdrawn_at IS NULL;

CREATE INDEX transaction_moved ON transactions (moved_from_id) WHERE moved_from_id IS NOT NULL;

CREATE INDEX transaction_same_amount ON transactions (account_id, amount_cents, date) WHERE method IS NOT NULL;

CREATE INDEX transaction_same_reference ON transactions (reference, amount_cents, date, id) WHERE reference IS NOT NULL;

CREATE INDEX edge_write_off ON reconciliations (debit_item_id) WHERE origin = 'WRITE_OFF';
