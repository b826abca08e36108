-- The rows of months beside those of days, and the triggers that keep all of them. No two writers wait for each other:
-- each only adds changes, and whoever folds them passes over it while somebody else does. Each statement of a trigger has
-- one good plan; connections that plan anew for all values would do so for each row.

INSERT INTO book_sums (
    figure, span, day, currency, kind, method, processing, ledger_code_id, own_ledger_code_id, row_count, cents_high,
    cents_low
)
SELECT figure, 'MONTH', cast(date_trunc('month', day) AS date), currency, kind, method, processing, ledger_code_id,
    own_ledger_code_id, sum(row_count), sum(cents_high), sum(cents_low)
FROM book_sums GROUP BY 1, 3, 4, 5, 6, 7, 8, 9;

-- Its rows come and go, and are always read together.
ALTER TABLE book_sum_changes SET (autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_scale_factor = 0);

-- Once in a transaction: PostgreSQL would go through all that this one has changed before, each time anew.
CREATE FUNCTION fold_book_sums() RETURNS trigger LANGUAGE plpgsql
    SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    IF current_setting('tieout.folded', TRUE) IS DISTINCT FROM '1' AND pg_try_advisory_xact_lock(7415003) THEN
        PERFORM set_config('tieout.folded', '1', TRUE);
        WITH folded AS (DELETE FROM book_sum_changes RETURNING *)
        INSERT INTO book_sums (
            figure, span, day, currency, kind, method, processing, ledger_code_id, own_ledger_code_id, row_count,
            cents_high, cents_low
        )
        SELECT c.figure, s.span, CASE s.span WHEN 'DAY' THEN c.day ELSE cast(date_trunc('month', c.day) AS date) END, c.currency,
            c.kind, c.method, c.processing, c.ledger_code_id, c.own_ledger_code_id, sum(c.row_count), sum(c.cents >> 32),
            sum(c.cents & 4294967295)
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

CREATE FUNCTION add_book_sums_of_account() RETURNS trigger LANGUAGE plpgsql
    SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    INSERT INTO book_sum_changes (figure, day, currency, row_count, cents)
    VALUES ('ACCOUNTS', '2000-01-01', NEW.currency, CASE WHEN NEW.withdrawn_at IS NULL THEN 1 ELSE -1 END, 0);
    RETURN NULL;
END
$$;

CREATE TRIGGER book_sums_of_new_account AFTER INSERT ON accounts
    FOR EACH ROW WHEN (NEW.withdrawn_at IS NULL) EXECUTE FUNCTION add_book_sums_of_account();

CREATE TRIGGER book_sums_of_account AFTER UPDATE OF withdrawn_at ON accounts
    FOR EACH ROW WHEN ((NEW.withdrawn_at IS NULL) <> (OLD.withdrawn_at IS NULL))
    EXECUTE FUNCTION add_book_sums_of_account();

CREATE FUNCTION add_book_sums_of_item() RETURNS trigger LANGUAGE plpgsql
    SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    rows_added BIGINT := 0;
    cents_added BIGINT := 0;
BEGIN
    IF NEW.withdrawn_at IS NULL THEN
        cents_added := NEW.amount_cents - NEW.reconciled_cents - NEW.planned_cents;
        rows_added := CASE WHEN cents_added > 0 OR NEW.faulty_count > 0 THEN 1 ELSE 0 END;
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.withdrawn_at IS NULL THEN
        cents_added := cents_added - (OLD.amount_cents - OLD.reconciled_cents - OLD.planned_cents);
        rows_added := rows_added - CASE
            WHEN OLD.amount_cents - OLD.reconciled_cents - OLD.planned_cents > 0 OR OLD.faulty_count > 0 THEN 1 ELSE 0 END;
    END IF;
    IF rows_added <> 0 OR cents_added <> 0 THEN
        INSERT INTO book_sum_changes (figure, day, currency, kind, row_count, cents)
        SELECT 'OPEN', NEW.date, a.currency, NEW.kind, rows_added, cents_added
        FROM accounts a WHERE a.id = NEW.account_id;
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER book_sums_of_new_item AFTER INSERT ON items FOR EACH ROW
    WHEN (NEW.withdrawn_at IS NULL
        AND (NEW.amount_cents - NEW.reconciled_cents - NEW.planned_cents > 0 OR NEW.faulty_count > 0))
    EXECUTE FUNCTION add_book_sums_of_item();

CREATE TRIGGER book_sums_of_item
    AFTER UPDATE OF amount_cents, reconciled_cents, planned_cents, faulty_count, withdrawn_at ON items
    FOR EACH ROW EXECUTE FUNCTION add_book_sums_of_item();

CREATE FUNCTION add_book_sums_of_sold_item() RETURNS trigger LANGUAGE plpgsql
    SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    rows_added BIGINT := CASE WHEN NEW.withdrawn_at IS NULL THEN 1 ELSE 0 END;
    cents_added BIGINT := rows_added * NEW.amount_cents;
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.withdrawn_at IS NULL THEN
        rows_added := rows_added - 1;
        cents_added := cents_added - OLD.amount_cents;
    END IF;
    IF rows_added <> 0 OR cents_added <> 0 THEN
        INSERT INTO book_sum_changes (figure, day, currency, kind, ledger_code_id, row_count, cents)
        SELECT 'SOLD', NEW.date, a.currency, NEW.kind, NEW.ledger_code_id, rows_added, cents_added
        FROM accounts a WHERE a.id = NEW.account_id;
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER book_sums_of_new_sold_item AFTER INSERT ON items FOR EACH ROW
    WHEN (NEW.withdrawn_at IS NULL AND NEW.ledger_code_id IS NOT NULL) EXECUTE FUNCTION add_book_sums_of_sold_item();

CREATE TRIGGER book_sums_of_sold_item AFTER UPDATE OF amount_cents, withdrawn_at ON items FOR EACH ROW
    WHEN (NEW.ledger_code_id IS NOT NULL) EXECUTE FUNCTION add_book_sums_of_sold_item();

-- First the sums change on the former due day; then what they came to moves to the new one.
CREATE FUNCTION add_book_sums_of_invoice() RETURNS trigger LANGUAGE plpgsql
    SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    added BIGINT[] := '{0, 0, 0}';
    taken BIGINT[] := '{0, 0, 0}';
    due DATE := coalesce(NEW.due_on, NEW.date);
BEGIN
    IF NEW.withdrawn_at IS NULL THEN
        added := ARRAY[
            NEW.amount_cents - NEW.reconciled_cents + NEW.processing_cents, NEW.processing_cents, NEW.planned_cents
        ];
    END IF;
    IF TG_OP = 'UPDATE' THEN
        due := coalesce(OLD.due_on, OLD.date);
        IF OLD.withdrawn_at IS NULL THEN
            taken := ARRAY[
                OLD.amount_cents - OLD.reconciled_cents + OLD.processing_cents, OLD.processing_cents, OLD.planned_cents
            ];
        END IF;
    END IF;
    IF added <> taken THEN
        INSERT INTO book_sum_changes (figure, day, currency, row_count, cents)
        SELECT x.figure, due, a.currency, (x.after > 0)::int - (x.before > 0)::int, x.after - x.before
        FROM (VALUES
            ('OWED', added[1], taken[1]), ('OWED_PROCESSING', added[2], taken[2]), ('OWED_PLANNED', added[3], taken[3])
        ) x (figure, after, before) JOIN accounts a ON a.id = NEW.account_id WHERE x.after <> x.before;
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER book_sums_of_new_invoice AFTER INSERT ON transactions
    FOR EACH ROW WHEN (NEW.kind = 'INVOICE') EXECUTE FUNCTION add_book_sums_of_invoice();

CREATE TRIGGER book_sums_of_invoice
    AFTER UPDATE OF amount_cents, reconciled_cents, processing_cents, planned_cents, withdrawn_at ON transactions
    FOR EACH ROW WHEN (NEW.kind = 'INVOICE') EXECUTE FUNCTION add_book_sums_of_invoice();

CREATE FUNCTION move_book_sums_of_due_day() RETURNS trigger LANGUAGE plpgsql
    SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    INSERT INTO book_sum_changes (figure, day, currency, row_count, cents)
    SELECT x.figure, d.day, a.currency, d.sign, d.sign * x.cents
    FROM (VALUES
        ('OWED', NEW.amount_cents - NEW.reconciled_cents + NEW.processing_cents),
        ('OWED_PROCESSING', NEW.processing_cents), ('OWED_PLANNED', NEW.planned_cents)
    ) x (figure, cents) CROSS JOIN (VALUES
        (-1, coalesce(OLD.due_on, OLD.date)), (1, coalesce(NEW.due_on, NEW.date))
    ) d (sign, day) JOIN accounts a ON a.id = NEW.account_id WHERE x.cents > 0;
    RETURN NULL;
END
$$;

CREATE TRIGGER book_sums_of_due_day AFTER UPDATE OF due_on ON transactions FOR EACH ROW
    WHEN (NEW.kind = 'INVOICE' AND NEW.withdrawn_at IS NULL AND NEW.due_on IS DISTINCT FROM OLD.due_on)
    EXECUTE FUNCTION move_book_sums_of_due_day();

-- As with due days: first the sum changes by the former method and state, then it moves to the new ones.
CREATE FUNCTION add_book_sums_of_cash() RETURNS trigger LANGUAGE plpgsql
    SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    added BIGINT := 0;
    taken BIGINT := 0;
    former transactions := NEW;
BEGIN
    IF NEW.withdrawn_at IS NULL THEN
        added := NEW.amount_cents - NEW.reconciled_cents - NEW.planned_cents;
    END IF;
    IF TG_OP = 'UPDATE' THEN
        former := OLD;
        IF OLD.withdrawn_at IS NULL THEN
            taken := OLD.amount_cents - OLD.reconciled_cents - OLD.planned_cents;
        END IF;
    END IF;
    IF added <> taken THEN
        INSERT INTO book_sum_changes (figure, day, currency, kind, method, processing, row_count, cents)
        SELECT 'CASH_OPEN', NEW.date, a.currency, NEW.kind, former.method,
            coalesce(former.payment_state, '') = 'PROCESSING', (added > 0)::int - (taken > 0)::int, added - taken
        FROM accounts a WHERE a.id = NEW.account_id;
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER book_sums_of_new_cash AFTER INSERT ON transactions FOR EACH ROW
    WHEN (NEW.method IS NOT NULL AND NEW.amount_cents > NEW.reconciled_cents + NEW.planned_cents)
    EXECUTE FUNCTION add_book_sums_of_cash();

CREATE TRIGGER book_sums_of_cash
    AFTER UPDATE OF amount_cents, reconciled_cents, planned_cents, withdrawn_at ON transactions
    FOR EACH ROW WHEN (NEW.method IS NOT NULL) EXECUTE FUNCTION add_book_sums_of_cash();

CREATE FUNCTION move_book_sums_of_method() RETURNS trigger LANGUAGE plpgsql
    SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    INSERT INTO book_sum_changes (figure, day, currency, kind, method, processing, row_count, cents)
    SELECT 'CASH_OPEN', NEW.date, a.currency, NEW.kind, x.method, coalesce(x.payment_state, '') = 'PROCESSING', x.sign,
        x.sign * (NEW.amount_cents - NEW.reconciled_cents - NEW.planned_cents)
    FROM (VALUES (-1, OLD.method, OLD.payment_state), (1, NEW.method, NEW.payment_state)) x (sign, method, payment_state)
    JOIN accounts a ON a.id = NEW.account_id;
    RETURN NULL;
END
$$;

CREATE TRIGGER book_sums_of_method AFTER UPDATE OF method, payment_state ON transactions FOR EACH ROW
    WHEN (NEW.method IS NOT NULL AND NEW.withdrawn_at IS NULL
        AND NEW.amount_cents - NEW.reconciled_cents - NEW.planned_cents > 0
        AND (NEW.method <> OLD.method
            OR (coalesce(NEW.payment_state, '') = 'PROCESSING') <> (coalesce(OLD.payment_state, '') = 'PROCESSING')))
    EXECUTE FUNCTION move_book_sums_of_method();

-- A reconciliation counts while it is active and not invalid: what it was goes, what it is comes.
CREATE FUNCTION add_book_sums_of_payment() RETURNS trigger LANGUAGE plpgsql
    SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.released_at IS NULL AND NOT OLD.faulty THEN
        INSERT INTO book_sum_changes (figure, day, currency, kind, method, processing, ledger_code_id, row_count, cents)
        VALUES ('CASH', OLD.credit_date, OLD.currency, OLD.credit_kind, OLD.credit_method, OLD.processing,
            coalesce(OLD.debit_ledger_code_id, 0), -1, -OLD.amount_cents);
    END IF;
    IF NEW.released_at IS NULL AND NOT NEW.faulty THEN
        INSERT INTO book_sum_changes (figure, day, currency, kind, method, processing, ledger_code_id, row_count, cents)
        VALUES ('CASH', NEW.credit_date, NEW.currency, NEW.credit_kind, NEW.credit_method, NEW.processing,
            coalesce(NEW.debit_ledger_code_id, 0), 1, NEW.amount_cents);
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER book_sums_of_new_payment AFTER INSERT ON reconciliations
    FOR EACH ROW WHEN (NEW.credit_kind IN ('PAYMENT', 'DEPOSIT')) EXECUTE FUNCTION add_book_sums_of_payment();

CREATE TRIGGER book_sums_of_payment
    AFTER UPDATE OF amount_cents, released_at, faulty, processing, credit_method ON reconciliations
    FOR EACH ROW WHEN (NEW.credit_kind IN ('PAYMENT', 'DEPOSIT')) EXECUTE FUNCTION add_book_sums_of_payment();

CREATE FUNCTION add_book_sums_of_refund() RETURNS trigger LANGUAGE plpgsql
    SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.released_at IS NULL AND NOT OLD.faulty THEN
        INSERT INTO book_sum_changes (figure, day, currency, kind, method, ledger_code_id, row_count, cents)
        VALUES ('CASH', OLD.debit_date, OLD.currency, OLD.debit_kind, OLD.debit_method,
            coalesce(OLD.credit_ledger_code_id, 0), -1, -OLD.amount_cents);
    END IF;
    IF NEW.released_at IS NULL AND NOT NEW.faulty THEN
        INSERT INTO book_sum_changes (figure, day, currency, kind, method, ledger_code_id, row_count, cents)
        VALUES ('CASH', NEW.debit_date, NEW.currency, NEW.debit_kind, NEW.debit_method,
            coalesce(NEW.credit_ledger_code_id, 0), 1, NEW.amount_cents);
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER book_sums_of_new_refund AFTER INSERT ON reconciliations
    FOR EACH ROW WHEN (NEW.debit_kind IN ('REFUND', 'PAYMENT_CORRECTION')) EXECUTE FUNCTION add_book_sums_of_refund();

CREATE TRIGGER book_sums_of_refund AFTER UPDATE OF amount_cents, released_at, faulty, debit_method ON reconciliations
    FOR EACH ROW WHEN (NEW.debit_kind IN ('REFUND', 'PAYMENT_CORRECTION')) EXECUTE FUNCTION add_book_sums_of_refund();

CREATE FUNCTION add_book_sums_of_credit() RETURNS trigger LANGUAGE plpgsql
    SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.released_at IS NULL AND NOT OLD.faulty THEN
        INSERT INTO book_sum_changes (figure, day, currency, ledger_code_id, own_ledger_code_id, row_count, cents)
        VALUES ('CREDIT_USED', OLD.credit_date, OLD.currency, OLD.debit_ledger_code_id, OLD.credit_ledger_code_id, -1,
            -OLD.amount_cents);
    END IF;
    IF NEW.released_at IS NULL AND NOT NEW.faulty THEN
        INSERT INTO book_sum_changes (figure, day, currency, ledger_code_id, own_ledger_code_id, row_count, cents)
        VALUES ('CREDIT_USED', NEW.credit_date, NEW.currency, NEW.debit_ledger_code_id, NEW.credit_ledger_code_id, 1,
            NEW.amount_cents);
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER book_sums_of_new_credit AFTER INSERT ON reconciliations FOR EACH ROW
    WHEN (NEW.credit_kind IN ('CREDIT', 'CANCELLATION') AND NEW.debit_kind = 'INVOICE')
    EXECUTE FUNCTION add_book_sums_of_credit();

CREATE TRIGGER book_sums_of_credit AFTER UPDATE OF amount_cents, released_at, faulty ON reconciliations FOR EACH ROW
    WHEN (NEW.credit_kind IN ('CREDIT', 'CANCELLATION') AND NEW.debit_kind = 'INVOICE')
    EXECUTE FUNCTION add_book_sums_of_credit();
