-- What another system calls a record, and what it keeps with it (domain R48). Both are null in most rows, which then cost
-- nothing in these indexes; an id is free again once its record is withdrawn, and a deleted planned payment's as well. What a
-- large file has recorded and not shown yet (`withdrawn_at` is 0) holds its ids.
ALTER TABLE accounts ADD COLUMN external_id TEXT;

ALTER TABLE accounts ADD COLUMN metadata TEXT;

CREATE UNIQUE INDEX account_external_id ON accounts (external_id)
WHERE external_id IS NOT NULL AND withdrawn_at IS NULL;

ALTER TABLE members ADD COLUMN external_id TEXT;

ALTER TABLE members ADD COLUMN metadata TEXT;

CREATE UNIQUE INDEX member_external_id ON members (external_id)
WHERE external_id IS NOT NULL AND withdrawn_at IS NULL;

ALTER TABLE ledger_codes ADD COLUMN external_id TEXT;

ALTER TABLE ledger_codes ADD COLUMN metadata TEXT;

CREATE UNIQUE INDEX ledger_code_external_id ON ledger_codes (external_id)
WHERE external_id IS NOT NULL AND withdrawn_at IS NULL;

ALTER TABLE transactions ADD COLUMN external_id TEXT;

ALTER TABLE transactions ADD COLUMN metadata TEXT;

CREATE UNIQUE INDEX transaction_external_id ON transactions (external_id)
WHERE external_id IS NOT NULL AND (withdrawn_at IS NULL OR withdrawn_at = 0);

ALTER TABLE items ADD COLUMN external_id TEXT;

ALTER TABLE items ADD COLUMN metadata TEXT;

CREATE UNIQUE INDEX item_external_id ON items (external_id)
WHERE external_id IS NOT NULL AND (withdrawn_at IS NULL OR withdrawn_at = 0);

ALTER TABLE planned_payments ADD COLUMN external_id TEXT;

ALTER TABLE planned_payments ADD COLUMN metadata TEXT;

CREATE UNIQUE INDEX planned_payment_external_id ON planned_payments (external_id)
WHERE external_id IS NOT NULL AND withdrawn_at IS NULL AND state <> 'DELETED';
