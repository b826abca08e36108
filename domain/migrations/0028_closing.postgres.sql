-- Who records holds the lock shared, who closes holds it alone. What comes too late is told as a conflict: the unit runs
-- again, sees the closing, and is refused with its reason.
CREATE FUNCTION closed_through(with_reconciliations BOOLEAN) RETURNS DATE LANGUAGE plpgsql
    SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    closed DATE;
BEGIN
    PERFORM pg_advisory_xact_lock_shared(7415004);
    SELECT max(c.through) INTO closed FROM books_closings c
    WHERE c.reopened_at IS NULL AND (c.reconciliations OR NOT with_reconciliations);
    RETURN closed;
END
$$;

CREATE FUNCTION refuse_closing_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a closing is only reopened' USING ERRCODE = 'restrict_violation';
END
$$;

CREATE FUNCTION check_new_transactions_open() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    closed DATE := closed_through(FALSE);
BEGIN
    IF closed IS NOT NULL AND EXISTS (SELECT 1 FROM added t WHERE t.date <= closed) THEN
        RAISE EXCEPTION 'the books are closed' USING ERRCODE = 'serialization_failure';
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER closed_books_take_no_transaction AFTER INSERT ON transactions
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION check_new_transactions_open();

CREATE FUNCTION check_transaction_open() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF least(OLD.date, NEW.date) <= closed_through(FALSE) THEN
        RAISE EXCEPTION 'the books are closed' USING ERRCODE = 'serialization_failure';
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER closed_transaction_stays AFTER UPDATE ON transactions
    FOR EACH ROW WHEN (
    (OLD.withdrawn_at IS DISTINCT FROM NEW.withdrawn_at OR OLD.recorded_at IS DISTINCT FROM NEW.recorded_at
        OR OLD.method IS DISTINCT FROM NEW.method OR OLD.date IS DISTINCT FROM NEW.date
        OR OLD.kind IS DISTINCT FROM NEW.kind OR OLD.amount_cents IS DISTINCT FROM NEW.amount_cents)
    AND NOT (OLD.withdrawn_at IS NOT DISTINCT FROM 0 AND NEW.withdrawn_at IS NOT DISTINCT FROM NEW.recorded_at)
) EXECUTE FUNCTION check_transaction_open();

CREATE FUNCTION is_closed_reconciliation(
    closed DATE, batch BIGINT, faulty BOOLEAN, credit_kind TEXT, credit_date DATE, debit_kind TEXT, debit_date DATE
) RETURNS BOOLEAN LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    IF faulty OR credit_kind IS NULL OR debit_kind = 'PAYMENT_CORRECTION' THEN
        RETURN FALSE;
    END IF;
    IF (credit_kind IN ('PAYMENT', 'DEPOSIT') OR debit_kind <> 'REFUND') AND credit_date <= closed
        OR debit_kind = 'REFUND' AND debit_date <= closed THEN
        RETURN NOT EXISTS (
            SELECT 1 FROM batches b WHERE b.id = batch
            AND b.mutation IN ('applyBankLineSuggestions', 'failPayment', 'matchBankLine', 'movePayment')
        );
    END IF;
    RETURN FALSE;
END
$$;

CREATE FUNCTION check_new_reconciliations_open() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    closed DATE := closed_through(TRUE);
BEGIN
    IF closed IS NOT NULL AND EXISTS (
        SELECT 1 FROM added r WHERE is_closed_reconciliation(
            closed, r.batch_id, r.faulty, r.credit_kind, r.credit_date, r.debit_kind, r.debit_date
        )
    ) THEN
        RAISE EXCEPTION 'the books are closed' USING ERRCODE = 'serialization_failure';
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER closed_books_take_no_reconciliation AFTER INSERT ON reconciliations
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION check_new_reconciliations_open();

CREATE FUNCTION check_reconciliation_open() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    closed DATE := closed_through(TRUE);
BEGIN
    IF closed IS NOT NULL AND is_closed_reconciliation(
        closed, coalesce(NEW.released_batch_id, NEW.batch_id), NEW.faulty, NEW.credit_kind, NEW.credit_date, NEW.debit_kind,
        NEW.debit_date
    ) THEN
        RAISE EXCEPTION 'the books are closed' USING ERRCODE = 'serialization_failure';
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER closed_reconciliation_stays AFTER UPDATE ON reconciliations
    FOR EACH ROW WHEN (
    (OLD.released_at IS DISTINCT FROM NEW.released_at OR OLD.recorded_at IS DISTINCT FROM NEW.recorded_at
        OR OLD.amount_cents IS DISTINCT FROM NEW.amount_cents)
    AND NOT (OLD.released_at IS NOT DISTINCT FROM 0 AND NEW.released_at IS NOT DISTINCT FROM NEW.recorded_at)
) EXECUTE FUNCTION check_reconciliation_open();

CREATE TRIGGER books_closing_only_reopened BEFORE UPDATE ON books_closings
    FOR EACH ROW WHEN (
    NEW.id IS DISTINCT FROM OLD.id OR NEW.through IS DISTINCT FROM OLD.through
    OR NEW.reconciliations IS DISTINCT FROM OLD.reconciliations OR NEW.batch_id IS DISTINCT FROM OLD.batch_id
    OR NEW.recorded_at IS DISTINCT FROM OLD.recorded_at OR NEW.recorded_by IS DISTINCT FROM OLD.recorded_by
    OR OLD.reopened_at IS NOT NULL
) EXECUTE FUNCTION refuse_closing_change();

CREATE TRIGGER books_closing_never_deleted BEFORE DELETE ON books_closings
    FOR EACH ROW EXECUTE FUNCTION refuse_closing_change();

CREATE TRIGGER books_closing_never_truncated BEFORE TRUNCATE ON books_closings
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_closing_change();
