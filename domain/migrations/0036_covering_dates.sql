-- What filters of the lists of transactions, of open items and of the audit log ask of each row stands in the index by which
-- these are sorted, so that a page, a count and totals of a filtered list are read from that index alone.
-- The columns of an index's own condition are in it too: SQLite would read each row for them.

DROP INDEX transaction_date;

CREATE INDEX transaction_date ON transactions (
    date, id, kind, method, amount_cents, reconciled_cents, planned_cents, faulty_count, withdrawn_at
)
    WHERE withdrawn_at IS NULL;

DROP INDEX transaction_account_date;

CREATE INDEX transaction_account_date ON transactions (
    account_id, date, recording_seq, id, kind, method, amount_cents, reconciled_cents, planned_cents, faulty_count, withdrawn_at
);

DROP INDEX item_open_date;

CREATE INDEX item_open_date ON items (
    date, id, side, kind, transaction_id, account_id, amount_cents, reconciled_cents, planned_cents, faulty_count, withdrawn_at
)
    WHERE (amount_cents - reconciled_cents - planned_cents > 0 OR faulty_count > 0) AND withdrawn_at IS NULL;

DROP INDEX audit_recorded;

CREATE INDEX audit_recorded ON audit_events (recorded_at, id, batch_id, entity_id);
