-- What searches of unreconciled items read of each, so that they need not read the items themselves.
CREATE INDEX item_open_text ON items (
    description_key, amount_cents, reconciled_cents, planned_cents, faulty_count, withdrawn_at, account_id
)
    WHERE (amount_cents - reconciled_cents - planned_cents > 0 OR faulty_count > 0) AND withdrawn_at IS NULL;
