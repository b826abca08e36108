-- A key beside each text that is searched or sorted by, the same on both databases (domain R37a): `{key}` compares
-- character by character. What an undo withdrew is found by its number too (domain R37b).

ALTER TABLE accounts ADD COLUMN number_key {key} NOT NULL DEFAULT '';

ALTER TABLE accounts ADD COLUMN owner_name_key {key} NOT NULL DEFAULT '';

ALTER TABLE accounts ADD COLUMN email_key {key} NOT NULL DEFAULT '';

ALTER TABLE members ADD COLUMN name_key {key} NOT NULL DEFAULT '';

ALTER TABLE ledger_codes ADD COLUMN code_key {key} NOT NULL DEFAULT '';

ALTER TABLE users ADD COLUMN name_key {key} NOT NULL DEFAULT '';

ALTER TABLE transactions ADD COLUMN number_key {key} NOT NULL DEFAULT '';

ALTER TABLE transactions ADD COLUMN reference_key {key} NOT NULL DEFAULT '';

ALTER TABLE transactions ADD COLUMN description_key {key} NOT NULL DEFAULT '';

ALTER TABLE items ADD COLUMN description_key {key} NOT NULL DEFAULT '';

DROP INDEX account_owner;

CREATE INDEX account_owner ON accounts (owner_name_key, number_key, id);

CREATE INDEX account_number_order ON accounts (number_key, id);

CREATE INDEX transaction_search ON transactions (number_key, reference_key, account_id, withdrawn_at, id);

CREATE INDEX transaction_withdrawn_number ON transactions (number) WHERE withdrawn_at IS NOT NULL;
