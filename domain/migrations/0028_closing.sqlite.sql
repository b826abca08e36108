-- There is one writer, so what comes after a closing sees it.
CREATE TRIGGER closed_books_take_no_transaction BEFORE INSERT ON transactions
WHEN NEW.date <= (SELECT max(c.through) FROM books_closings c WHERE c.reopened_at IS NULL) BEGIN
    SELECT RAISE(ABORT, 'the books are closed');
END;

CREATE TRIGGER closed_transaction_stays BEFORE UPDATE ON transactions
WHEN (OLD.withdrawn_at IS NOT NEW.withdrawn_at OR OLD.recorded_at IS NOT NEW.recorded_at OR OLD.method IS NOT NEW.method
        OR OLD.date IS NOT NEW.date OR OLD.kind IS NOT NEW.kind OR OLD.amount_cents IS NOT NEW.amount_cents)
    AND NOT (OLD.withdrawn_at IS 0 AND NEW.withdrawn_at IS NEW.recorded_at)
    AND min(OLD.date, NEW.date) <= (SELECT max(c.through) FROM books_closings c WHERE c.reopened_at IS NULL) BEGIN
    SELECT RAISE(ABORT, 'the books are closed');
END;

CREATE TRIGGER closed_books_take_no_reconciliation BEFORE INSERT ON reconciliations
WHEN NOT NEW.faulty AND NEW.credit_kind IS NOT NULL AND NEW.debit_kind <> 'PAYMENT_CORRECTION'
    AND (
        (NEW.credit_kind IN ('PAYMENT', 'DEPOSIT') OR NEW.debit_kind <> 'REFUND') AND NEW.credit_date <= (
            SELECT max(c.through) FROM books_closings c WHERE c.reopened_at IS NULL AND c.reconciliations
        )
        OR NEW.debit_kind = 'REFUND' AND NEW.debit_date <= (
            SELECT max(c.through) FROM books_closings c WHERE c.reopened_at IS NULL AND c.reconciliations
        )
    )
    AND NOT EXISTS (
        SELECT 1 FROM batches b WHERE b.id = NEW.batch_id
        AND b.mutation IN ('applyBankLineSuggestions', 'failPayment', 'matchBankLine', 'movePayment')
    ) BEGIN
    SELECT RAISE(ABORT, 'the books are closed');
END;

CREATE TRIGGER closed_reconciliation_stays BEFORE UPDATE ON reconciliations
WHEN NOT NEW.faulty AND NEW.credit_kind IS NOT NULL AND NEW.debit_kind <> 'PAYMENT_CORRECTION'
    AND (OLD.released_at IS NOT NEW.released_at OR OLD.recorded_at IS NOT NEW.recorded_at
        OR OLD.amount_cents IS NOT NEW.amount_cents)
    AND NOT (OLD.released_at IS 0 AND NEW.released_at IS NEW.recorded_at)
    AND (
        (NEW.credit_kind IN ('PAYMENT', 'DEPOSIT') OR NEW.debit_kind <> 'REFUND') AND NEW.credit_date <= (
            SELECT max(c.through) FROM books_closings c WHERE c.reopened_at IS NULL AND c.reconciliations
        )
        OR NEW.debit_kind = 'REFUND' AND NEW.debit_date <= (
            SELECT max(c.through) FROM books_closings c WHERE c.reopened_at IS NULL AND c.reconciliations
        )
    )
    AND NOT EXISTS (
        SELECT 1 FROM batches b WHERE b.id = coalesce(NEW.released_batch_id, NEW.batch_id)
        AND b.mutation IN ('applyBankLineSuggestions', 'failPayment', 'matchBankLine', 'movePayment')
    ) BEGIN
    SELECT RAISE(ABORT, 'the books are closed');
END;

CREATE TRIGGER books_closing_only_reopened BEFORE UPDATE ON books_closings
WHEN NEW.id IS NOT OLD.id OR NEW.through IS NOT OLD.through OR NEW.reconciliations IS NOT OLD.reconciliations
    OR NEW.batch_id IS NOT OLD.batch_id OR NEW.recorded_at IS NOT OLD.recorded_at
    OR NEW.recorded_by IS NOT OLD.recorded_by OR OLD.reopened_at IS NOT NULL BEGIN
    SELECT RAISE(ABORT, 'a closing is only reopened');
END;

CREATE TRIGGER books_closing_never_deleted BEFORE DELETE ON books_closings BEGIN
    SELECT RAISE(ABORT, 'a closing is only reopened');
END;
