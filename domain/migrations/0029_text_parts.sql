-- Amounts lead to open items, and to transactions that are open in part. What an index held of open items' texts is found by
-- their parts now.

DROP INDEX item_open_text;

CREATE INDEX item_open_whole ON items (amount_cents, id)
    WHERE (amount_cents - reconciled_cents - planned_cents > 0 OR faulty_count > 0) AND withdrawn_at IS NULL;

CREATE INDEX transaction_partly_open ON transactions ((amount_cents - reconciled_cents - planned_cents), account_id)
    WHERE reconciled_cents + planned_cents > 0 AND amount_cents - reconciled_cents - planned_cents > 0
    AND withdrawn_at IS NULL;
