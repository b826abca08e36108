-- The store itself adds what a unit of work changes; only the folding stays a trigger.

DROP TRIGGER book_sums_of_new_account ON accounts;

DROP TRIGGER book_sums_of_account ON accounts;

DROP TRIGGER book_sums_of_new_item ON items;

DROP TRIGGER book_sums_of_item ON items;

DROP TRIGGER book_sums_of_new_sold_item ON items;

DROP TRIGGER book_sums_of_sold_item ON items;

DROP TRIGGER book_sums_of_new_invoice ON transactions;

DROP TRIGGER book_sums_of_invoice ON transactions;

DROP TRIGGER book_sums_of_due_day ON transactions;

DROP TRIGGER book_sums_of_new_cash ON transactions;

DROP TRIGGER book_sums_of_cash ON transactions;

DROP TRIGGER book_sums_of_method ON transactions;

DROP TRIGGER book_sums_of_new_payment ON reconciliations;

DROP TRIGGER book_sums_of_payment ON reconciliations;

DROP TRIGGER book_sums_of_new_refund ON reconciliations;

DROP TRIGGER book_sums_of_refund ON reconciliations;

DROP TRIGGER book_sums_of_new_credit ON reconciliations;

DROP TRIGGER book_sums_of_credit ON reconciliations;

DROP FUNCTION add_book_sums_of_account();

DROP FUNCTION add_book_sums_of_item();

DROP FUNCTION add_book_sums_of_sold_item();

DROP FUNCTION add_book_sums_of_invoice();

DROP FUNCTION move_book_sums_of_due_day();

DROP FUNCTION add_book_sums_of_cash();

DROP FUNCTION move_book_sums_of_method();

DROP FUNCTION add_book_sums_of_payment();

DROP FUNCTION add_book_sums_of_refund();

DROP FUNCTION add_book_sums_of_credit();

INSERT INTO book_sums (
    figure, span, day, currency, kind, method, processing, ledger_code_id, own_ledger_code_id, row_count,
    cents_high, cents_low
)
SELECT c.figure, s.span, CASE s.span WHEN 'DAY' THEN c.day ELSE cast(date_trunc('month', c.day) AS date) END,
    c.currency, c.kind, c.method, c.processing, c.ledger_code_id, c.own_ledger_code_id, sum(c.row_count),
    sum(c.cents >> 32), sum(c.cents & 4294967295)
FROM book_sum_changes c CROSS JOIN (VALUES ('DAY'), ('MONTH')) s (span)
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
ON CONFLICT (figure, span, day, currency, kind, method, processing, ledger_code_id, own_ledger_code_id)
DO UPDATE SET row_count = book_sums.row_count + excluded.row_count,
    cents_high = book_sums.cents_high + excluded.cents_high, cents_low = book_sums.cents_low + excluded.cents_low;

DROP TABLE book_sum_changes;

CREATE TABLE book_sum_changes (
    id {numbered} PRIMARY KEY,
    figure TEXT NOT NULL,
    day DATE NOT NULL,
    currency TEXT NOT NULL,
    kind TEXT NOT NULL DEFAULT '',
    method TEXT NOT NULL DEFAULT '',
    processing BOOLEAN NOT NULL DEFAULT FALSE,
    whole(ledger_code_id) DEFAULT 0,
    whole(own_ledger_code_id) DEFAULT 0,
    whole(row_count),
    whole(cents_high),
    whole(cents_low)
);

-- Its rows come and go, and are always read together.
ALTER TABLE book_sum_changes SET (autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_scale_factor = 0);

CREATE OR REPLACE FUNCTION fold_book_sums() RETURNS trigger LANGUAGE plpgsql
    SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    IF current_setting('tieout.folded', TRUE) IS DISTINCT FROM '1' AND pg_try_advisory_xact_lock(7415003) THEN
        PERFORM set_config('tieout.folded', '1', TRUE);
        WITH folded AS (DELETE FROM book_sum_changes RETURNING *)
        INSERT INTO book_sums (
            figure, span, day, currency, kind, method, processing, ledger_code_id, own_ledger_code_id, row_count,
            cents_high, cents_low
        )
        SELECT c.figure, s.span, CASE s.span WHEN 'DAY' THEN c.day ELSE cast(date_trunc('month', c.day) AS date) END,
            c.currency, c.kind, c.method, c.processing, c.ledger_code_id, c.own_ledger_code_id, sum(c.row_count),
            sum(c.cents_high), sum(c.cents_low)
        FROM folded c CROSS JOIN (VALUES ('DAY'), ('MONTH')) s (span)
        GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
        ON CONFLICT (figure, span, day, currency, kind, method, processing, ledger_code_id, own_ledger_code_id)
        DO UPDATE SET row_count = book_sums.row_count + excluded.row_count,
            cents_high = book_sums.cents_high + excluded.cents_high, cents_low = book_sums.cents_low + excluded.cents_low;
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER book_sums_folded AFTER INSERT ON book_sum_changes
    FOR EACH ROW WHEN (NEW.id % 1024 = 0) EXECUTE FUNCTION fold_book_sums();
