-- Numbers count per account and kind. Each count goes on from the old one, so that no number comes twice.
ALTER TABLE accounts ADD COLUMN whole(invoice_seq) DEFAULT 0;

ALTER TABLE accounts ADD COLUMN whole(payment_seq) DEFAULT 0;

ALTER TABLE accounts ADD COLUMN whole(deposit_seq) DEFAULT 0;

ALTER TABLE accounts ADD COLUMN whole(credit_seq) DEFAULT 0;

ALTER TABLE accounts ADD COLUMN whole(cancellation_seq) DEFAULT 0;

ALTER TABLE accounts ADD COLUMN whole(refund_seq) DEFAULT 0;

ALTER TABLE accounts ADD COLUMN whole(correction_seq) DEFAULT 0;

UPDATE accounts SET invoice_seq = number_seq, payment_seq = number_seq, deposit_seq = number_seq,
    credit_seq = number_seq, cancellation_seq = number_seq, refund_seq = number_seq, correction_seq = number_seq;

ALTER TABLE accounts DROP COLUMN number_seq;

ALTER TABLE transactions ADD COLUMN series TEXT;

ALTER TABLE transactions ADD COLUMN series_seq BIGINT;

CREATE UNIQUE INDEX invoice_series ON transactions (series, series_seq) WHERE series IS NOT NULL AND withdrawn_at IS NULL;

DROP INDEX transaction_number;

CREATE UNIQUE INDEX transaction_number ON transactions (number) WHERE withdrawn_at IS NULL;

ALTER TABLE subscriptions ADD COLUMN paused BOOLEAN NOT NULL DEFAULT FALSE;

ALTER TABLE subscriptions ADD COLUMN counted_from DATE;

ALTER TABLE subscriptions ADD COLUMN whole(period_offset) DEFAULT 0;

ALTER TABLE subscriptions ADD COLUMN charged_on DATE;
