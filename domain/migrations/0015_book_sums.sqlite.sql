-- The rows of months beside those of days, and the triggers that keep all of them.

INSERT INTO book_sums (
    figure, span, day, currency, kind, method, processing, ledger_code_id, own_ledger_code_id, row_count, cents_high,
    cents_low
)
SELECT figure, 'MONTH', substr(day, 1, 8) || '01', currency, kind, method, processing, ledger_code_id,
    own_ledger_code_id, sum(row_count), sum(cents_high), sum(cents_low)
FROM book_sums GROUP BY 1, 3, 4, 5, 6, 7, 8, 9;

-- The ids of changes begin anew once they are folded.
CREATE TRIGGER book_sums_folded AFTER INSERT ON book_sum_changes WHEN NEW.id >= 1024 BEGIN
    INSERT INTO book_sums (
        figure, span, day, currency, kind, method, processing, ledger_code_id, own_ledger_code_id, row_count, cents_high,
        cents_low
    )
    SELECT c.figure, s.span, CASE s.span WHEN 'DAY' THEN c.day ELSE substr(c.day, 1, 8) || '01' END, c.currency, c.kind,
        c.method, c.processing, c.ledger_code_id, c.own_ledger_code_id, sum(c.row_count), sum(c.cents >> 32),
        sum(c.cents & 4294967295)
    FROM book_sum_changes c CROSS JOIN (SELECT 'DAY' AS span UNION ALL SELECT 'MONTH') s
    WHERE TRUE GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
    ON CONFLICT (figure, span, day, currency, kind, method, processing, ledger_code_id, own_ledger_code_id)
    DO UPDATE SET row_count = row_count + excluded.row_count, cents_high = cents_high + excluded.cents_high,
        cents_low = cents_low + excluded.cents_low;
    DELETE FROM book_sum_changes;
END;

CREATE TRIGGER book_sums_of_new_account AFTER INSERT ON accounts WHEN NEW.withdrawn_at IS NULL BEGIN
    INSERT INTO book_sum_changes (figure, day, currency, row_count, cents)
    VALUES ('ACCOUNTS', '2000-01-01', NEW.currency, 1, 0);
END;

CREATE TRIGGER book_sums_of_account AFTER UPDATE OF withdrawn_at ON accounts
WHEN (NEW.withdrawn_at IS NULL) <> (OLD.withdrawn_at IS NULL) BEGIN
    INSERT INTO book_sum_changes (figure, day, currency, row_count, cents)
    VALUES ('ACCOUNTS', '2000-01-01', NEW.currency, iif(NEW.withdrawn_at IS NULL, 1, -1), 0);
END;

CREATE TRIGGER book_sums_of_new_item AFTER INSERT ON items
WHEN NEW.withdrawn_at IS NULL AND (NEW.amount_cents - NEW.reconciled_cents - NEW.planned_cents > 0 OR NEW.faulty_count > 0)
BEGIN
    INSERT INTO book_sum_changes (figure, day, currency, kind, row_count, cents)
    VALUES ('OPEN', NEW.date, (SELECT currency FROM accounts WHERE id = NEW.account_id), NEW.kind, 1,
        NEW.amount_cents - NEW.reconciled_cents - NEW.planned_cents);
END;

CREATE TRIGGER book_sums_of_item AFTER UPDATE OF amount_cents, reconciled_cents, planned_cents, faulty_count, withdrawn_at
ON items BEGIN
    INSERT INTO book_sum_changes (figure, day, currency, kind, row_count, cents)
    SELECT 'OPEN', NEW.date, a.currency, NEW.kind, x.row_count, x.cents
    FROM (
        SELECT (NEW.withdrawn_at IS NULL
                AND (NEW.amount_cents - NEW.reconciled_cents - NEW.planned_cents > 0 OR NEW.faulty_count > 0))
            - (OLD.withdrawn_at IS NULL
                AND (OLD.amount_cents - OLD.reconciled_cents - OLD.planned_cents > 0 OR OLD.faulty_count > 0)) AS row_count,
            (NEW.withdrawn_at IS NULL) * (NEW.amount_cents - NEW.reconciled_cents - NEW.planned_cents)
            - (OLD.withdrawn_at IS NULL) * (OLD.amount_cents - OLD.reconciled_cents - OLD.planned_cents) AS cents
    ) x JOIN accounts a ON a.id = NEW.account_id WHERE x.row_count <> 0 OR x.cents <> 0;
END;

CREATE TRIGGER book_sums_of_new_sold_item AFTER INSERT ON items
WHEN NEW.withdrawn_at IS NULL AND NEW.ledger_code_id IS NOT NULL BEGIN
    INSERT INTO book_sum_changes (figure, day, currency, kind, ledger_code_id, row_count, cents)
    VALUES ('SOLD', NEW.date, (SELECT currency FROM accounts WHERE id = NEW.account_id), NEW.kind, NEW.ledger_code_id, 1,
        NEW.amount_cents);
END;

CREATE TRIGGER book_sums_of_sold_item AFTER UPDATE OF amount_cents, withdrawn_at ON items
WHEN NEW.ledger_code_id IS NOT NULL BEGIN
    INSERT INTO book_sum_changes (figure, day, currency, kind, ledger_code_id, row_count, cents)
    SELECT 'SOLD', NEW.date, a.currency, NEW.kind, NEW.ledger_code_id, x.row_count, x.cents
    FROM (
        SELECT (NEW.withdrawn_at IS NULL) - (OLD.withdrawn_at IS NULL) AS row_count,
            (NEW.withdrawn_at IS NULL) * NEW.amount_cents - (OLD.withdrawn_at IS NULL) * OLD.amount_cents AS cents
    ) x JOIN accounts a ON a.id = NEW.account_id WHERE x.row_count <> 0 OR x.cents <> 0;
END;

CREATE TRIGGER book_sums_of_new_invoice AFTER INSERT ON transactions
WHEN NEW.kind = 'INVOICE' AND NEW.withdrawn_at IS NULL BEGIN
    INSERT INTO book_sum_changes (figure, day, currency, row_count, cents)
    SELECT x.figure, coalesce(NEW.due_on, NEW.date), a.currency, 1, x.cents
    FROM (
        SELECT 'OWED' AS figure, NEW.amount_cents - NEW.reconciled_cents + NEW.processing_cents AS cents
        UNION ALL SELECT 'OWED_PROCESSING', NEW.processing_cents
        UNION ALL SELECT 'OWED_PLANNED', NEW.planned_cents
    ) x JOIN accounts a ON a.id = NEW.account_id WHERE x.cents > 0;
END;

-- First the sums change on the former due day; then what they came to moves to the new one.
CREATE TRIGGER book_sums_of_invoice
AFTER UPDATE OF amount_cents, reconciled_cents, processing_cents, planned_cents, withdrawn_at ON transactions
WHEN NEW.kind = 'INVOICE' BEGIN
    INSERT INTO book_sum_changes (figure, day, currency, row_count, cents)
    SELECT x.figure, coalesce(OLD.due_on, OLD.date), a.currency, (x.after > 0) - (x.before > 0), x.after - x.before
    FROM (
        SELECT 'OWED' AS figure,
            (NEW.withdrawn_at IS NULL) * (NEW.amount_cents - NEW.reconciled_cents + NEW.processing_cents) AS after,
            (OLD.withdrawn_at IS NULL) * (OLD.amount_cents - OLD.reconciled_cents + OLD.processing_cents) AS before
        UNION ALL SELECT 'OWED_PROCESSING', (NEW.withdrawn_at IS NULL) * NEW.processing_cents,
            (OLD.withdrawn_at IS NULL) * OLD.processing_cents
        UNION ALL SELECT 'OWED_PLANNED', (NEW.withdrawn_at IS NULL) * NEW.planned_cents,
            (OLD.withdrawn_at IS NULL) * OLD.planned_cents
    ) x JOIN accounts a ON a.id = NEW.account_id WHERE x.after <> x.before;
END;

CREATE TRIGGER book_sums_of_due_day AFTER UPDATE OF due_on ON transactions
WHEN NEW.kind = 'INVOICE' AND NEW.withdrawn_at IS NULL AND NEW.due_on IS NOT OLD.due_on BEGIN
    INSERT INTO book_sum_changes (figure, day, currency, row_count, cents)
    SELECT x.figure, d.day, a.currency, d.sign, d.sign * x.cents
    FROM (
        SELECT 'OWED' AS figure, NEW.amount_cents - NEW.reconciled_cents + NEW.processing_cents AS cents
        UNION ALL SELECT 'OWED_PROCESSING', NEW.processing_cents
        UNION ALL SELECT 'OWED_PLANNED', NEW.planned_cents
    ) x CROSS JOIN (
        SELECT -1 AS sign, coalesce(OLD.due_on, OLD.date) AS day UNION ALL SELECT 1, coalesce(NEW.due_on, NEW.date)
    ) d JOIN accounts a ON a.id = NEW.account_id WHERE x.cents > 0;
END;

CREATE TRIGGER book_sums_of_new_cash AFTER INSERT ON transactions
WHEN NEW.method IS NOT NULL AND NEW.withdrawn_at IS NULL
    AND NEW.amount_cents - NEW.reconciled_cents - NEW.planned_cents > 0 BEGIN
    INSERT INTO book_sum_changes (figure, day, currency, kind, method, processing, row_count, cents)
    VALUES ('CASH_OPEN', NEW.date, (SELECT currency FROM accounts WHERE id = NEW.account_id), NEW.kind, NEW.method,
        coalesce(NEW.payment_state, '') = 'PROCESSING', 1, NEW.amount_cents - NEW.reconciled_cents - NEW.planned_cents);
END;

-- As with due days: first the sum changes by the former method and state, then it moves to the new ones.
CREATE TRIGGER book_sums_of_cash AFTER UPDATE OF amount_cents, reconciled_cents, planned_cents, withdrawn_at ON transactions
WHEN NEW.method IS NOT NULL BEGIN
    INSERT INTO book_sum_changes (figure, day, currency, kind, method, processing, row_count, cents)
    SELECT 'CASH_OPEN', OLD.date, a.currency, OLD.kind, OLD.method, coalesce(OLD.payment_state, '') = 'PROCESSING',
        (x.after > 0) - (x.before > 0), x.after - x.before
    FROM (
        SELECT (NEW.withdrawn_at IS NULL) * (NEW.amount_cents - NEW.reconciled_cents - NEW.planned_cents) AS after,
            (OLD.withdrawn_at IS NULL) * (OLD.amount_cents - OLD.reconciled_cents - OLD.planned_cents) AS before
    ) x JOIN accounts a ON a.id = NEW.account_id WHERE x.after <> x.before;
END;

CREATE TRIGGER book_sums_of_method AFTER UPDATE OF method, payment_state ON transactions
WHEN NEW.method IS NOT NULL AND NEW.withdrawn_at IS NULL
    AND NEW.amount_cents - NEW.reconciled_cents - NEW.planned_cents > 0
    AND (NEW.method <> OLD.method
        OR (coalesce(NEW.payment_state, '') = 'PROCESSING') <> (coalesce(OLD.payment_state, '') = 'PROCESSING')) BEGIN
    INSERT INTO book_sum_changes (figure, day, currency, kind, method, processing, row_count, cents)
    SELECT 'CASH_OPEN', NEW.date, a.currency, NEW.kind, x.method, coalesce(x.payment_state, '') = 'PROCESSING', x.sign,
        x.sign * (NEW.amount_cents - NEW.reconciled_cents - NEW.planned_cents)
    FROM (
        SELECT -1 AS sign, OLD.method AS method, OLD.payment_state AS payment_state
        UNION ALL SELECT 1, NEW.method, NEW.payment_state
    ) x JOIN accounts a ON a.id = NEW.account_id;
END;

CREATE TRIGGER book_sums_of_new_payment AFTER INSERT ON reconciliations
WHEN NEW.credit_kind IN ('PAYMENT', 'DEPOSIT') AND NEW.released_at IS NULL AND NOT NEW.faulty BEGIN
    INSERT INTO book_sum_changes (figure, day, currency, kind, method, processing, ledger_code_id, row_count, cents)
    VALUES ('CASH', NEW.credit_date, NEW.currency, NEW.credit_kind, NEW.credit_method, NEW.processing,
        coalesce(NEW.debit_ledger_code_id, 0), 1, NEW.amount_cents);
END;

CREATE TRIGGER book_sums_of_payment
AFTER UPDATE OF amount_cents, released_at, faulty, processing, credit_method ON reconciliations
WHEN NEW.credit_kind IN ('PAYMENT', 'DEPOSIT') BEGIN
    INSERT INTO book_sum_changes (figure, day, currency, kind, method, processing, ledger_code_id, row_count, cents)
    SELECT 'CASH', NEW.credit_date, NEW.currency, NEW.credit_kind, x.method, x.processing,
        coalesce(NEW.debit_ledger_code_id, 0), x.sign, x.sign * x.cents
    FROM (
        SELECT -1 AS sign, OLD.credit_method AS method, OLD.processing AS processing, OLD.amount_cents AS cents
        WHERE OLD.released_at IS NULL AND NOT OLD.faulty
        UNION ALL SELECT 1, NEW.credit_method, NEW.processing, NEW.amount_cents
        WHERE NEW.released_at IS NULL AND NOT NEW.faulty
    ) x;
END;

CREATE TRIGGER book_sums_of_new_refund AFTER INSERT ON reconciliations
WHEN NEW.debit_kind IN ('REFUND', 'PAYMENT_CORRECTION') AND NEW.released_at IS NULL AND NOT NEW.faulty BEGIN
    INSERT INTO book_sum_changes (figure, day, currency, kind, method, ledger_code_id, row_count, cents)
    VALUES ('CASH', NEW.debit_date, NEW.currency, NEW.debit_kind, NEW.debit_method,
        coalesce(NEW.credit_ledger_code_id, 0), 1, NEW.amount_cents);
END;

CREATE TRIGGER book_sums_of_refund AFTER UPDATE OF amount_cents, released_at, faulty, debit_method ON reconciliations
WHEN NEW.debit_kind IN ('REFUND', 'PAYMENT_CORRECTION') BEGIN
    INSERT INTO book_sum_changes (figure, day, currency, kind, method, ledger_code_id, row_count, cents)
    SELECT 'CASH', NEW.debit_date, NEW.currency, NEW.debit_kind, x.method, coalesce(NEW.credit_ledger_code_id, 0), x.sign,
        x.sign * x.cents
    FROM (
        SELECT -1 AS sign, OLD.debit_method AS method, OLD.amount_cents AS cents
        WHERE OLD.released_at IS NULL AND NOT OLD.faulty
        UNION ALL SELECT 1, NEW.debit_method, NEW.amount_cents WHERE NEW.released_at IS NULL AND NOT NEW.faulty
    ) x;
END;

CREATE TRIGGER book_sums_of_new_credit AFTER INSERT ON reconciliations
WHEN NEW.credit_kind IN ('CREDIT', 'CANCELLATION') AND NEW.debit_kind = 'INVOICE' AND NEW.released_at IS NULL
    AND NOT NEW.faulty BEGIN
    INSERT INTO book_sum_changes (figure, day, currency, ledger_code_id, own_ledger_code_id, row_count, cents)
    VALUES ('CREDIT_USED', NEW.credit_date, NEW.currency, NEW.debit_ledger_code_id, NEW.credit_ledger_code_id, 1,
        NEW.amount_cents);
END;

CREATE TRIGGER book_sums_of_credit AFTER UPDATE OF amount_cents, released_at, faulty ON reconciliations
WHEN NEW.credit_kind IN ('CREDIT', 'CANCELLATION') AND NEW.debit_kind = 'INVOICE' BEGIN
    INSERT INTO book_sum_changes (figure, day, currency, ledger_code_id, own_ledger_code_id, row_count, cents)
    SELECT 'CREDIT_USED', NEW.credit_date, NEW.currency, NEW.debit_ledger_code_id, NEW.credit_ledger_code_id, x.sign,
        x.sign * x.cents
    FROM (
        SELECT -1 AS sign, OLD.amount_cents AS cents WHERE OLD.released_at IS NULL AND NOT OLD.faulty
        UNION ALL SELECT 1, NEW.amount_cents WHERE NEW.released_at IS NULL AND NOT NEW.faulty
    ) x;
END;
