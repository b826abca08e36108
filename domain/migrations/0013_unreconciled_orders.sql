-- Indexes that lead to unreconciled items by account and by what they have open, however long the list is.
-- Contradictory items are in the list too, whatever they have open.
DROP INDEX item_open;

CREATE INDEX item_open ON items (account_id, side, date, recording_seq, position)
    WHERE (amount_cents - reconciled_cents - planned_cents > 0 OR faulty_count > 0) AND withdrawn_at IS NULL;

CREATE INDEX item_open_amount ON items ((amount_cents - reconciled_cents - planned_cents), id)
    WHERE (amount_cents - reconciled_cents - planned_cents > 0 OR faulty_count > 0) AND withdrawn_at IS NULL;
