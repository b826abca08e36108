-- Sums over all accounts, for totals and reports as of now: `book_sums` holds them by day and by month, and
-- `book_sum_changes` what was added since. Triggers add to the second, and after each 1,024 changes to the first.
-- A sum may exceed 64 bits: it is `cents_high` times 2^32, plus `cents_low`.

CREATE TABLE book_sums (
    id {numbered} PRIMARY KEY,
    figure TEXT NOT NULL,
    span TEXT NOT NULL,
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

CREATE UNIQUE INDEX book_sum_key ON book_sums (
    figure, span, day, currency, kind, method, processing, ledger_code_id, own_ledger_code_id
);

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
    whole(cents)
);

-- OPEN: what unreconciled items have open, by their date and kind.
INSERT INTO book_sums (figure, span, day, currency, kind, row_count, cents_high, cents_low)
SELECT 'OPEN', 'DAY', i.date, a.currency, i.kind, count(*),
    sum((i.amount_cents - i.reconciled_cents - i.planned_cents) >> 32),
    sum((i.amount_cents - i.reconciled_cents - i.planned_cents) & 4294967295)
FROM items i JOIN accounts a ON a.id = i.account_id
WHERE (i.amount_cents - i.reconciled_cents - i.planned_cents > 0 OR i.faulty_count > 0) AND i.withdrawn_at IS NULL
GROUP BY i.date, a.currency, i.kind;

-- SOLD: items of invoices, credits and cancellations, by their date, kind and ledger code.
INSERT INTO book_sums (figure, span, day, currency, kind, ledger_code_id, row_count, cents_high, cents_low)
SELECT 'SOLD', 'DAY', i.date, a.currency, i.kind, i.ledger_code_id, count(*), sum(i.amount_cents >> 32),
    sum(i.amount_cents & 4294967295)
FROM items i JOIN accounts a ON a.id = i.account_id
WHERE i.ledger_code_id IS NOT NULL AND i.withdrawn_at IS NULL
GROUP BY i.date, a.currency, i.kind, i.ledger_code_id;

-- OWED, OWED_PROCESSING, OWED_PLANNED: what is owed of invoices, by the day on which they are due.
INSERT INTO book_sums (figure, span, day, currency, row_count, cents_high, cents_low)
SELECT x.figure, 'DAY', x.day, x.currency, count(*), sum(x.cents >> 32), sum(x.cents & 4294967295)
FROM (
    SELECT f.figure, coalesce(t.due_on, t.date) AS day, a.currency, CASE f.figure
        WHEN 'OWED' THEN t.amount_cents - t.reconciled_cents + t.processing_cents
        WHEN 'OWED_PROCESSING' THEN t.processing_cents ELSE t.planned_cents END AS cents
    FROM transactions t JOIN accounts a ON a.id = t.account_id
        CROSS JOIN (SELECT 'OWED' AS figure UNION ALL SELECT 'OWED_PROCESSING' UNION ALL SELECT 'OWED_PLANNED') f
    WHERE t.kind = 'INVOICE' AND t.withdrawn_at IS NULL
) x
WHERE x.cents > 0 GROUP BY x.figure, x.day, x.currency;

-- CASH: reconciliations of cash transactions, by the cash's date, kind, method and state and the other end's ledger code.
INSERT INTO book_sums (
    figure, span, day, currency, kind, method, processing, ledger_code_id, row_count, cents_high, cents_low
)
SELECT 'CASH', 'DAY', r.credit_date, r.currency, r.credit_kind, r.credit_method, r.processing,
    coalesce(r.debit_ledger_code_id, 0), count(*), sum(r.amount_cents >> 32), sum(r.amount_cents & 4294967295)
FROM reconciliations r
WHERE r.credit_kind IN ('PAYMENT', 'DEPOSIT') AND r.released_at IS NULL AND NOT r.faulty
GROUP BY r.credit_date, r.currency, r.credit_kind, r.credit_method, r.processing, coalesce(r.debit_ledger_code_id, 0);

INSERT INTO book_sums (figure, span, day, currency, kind, method, ledger_code_id, row_count, cents_high, cents_low)
SELECT 'CASH', 'DAY', r.debit_date, r.currency, r.debit_kind, r.debit_method,
    coalesce(r.credit_ledger_code_id, 0), count(*), sum(r.amount_cents >> 32), sum(r.amount_cents & 4294967295)
FROM reconciliations r
WHERE r.debit_kind IN ('REFUND', 'PAYMENT_CORRECTION') AND r.released_at IS NULL AND NOT r.faulty
GROUP BY r.debit_date, r.currency, r.debit_kind, r.debit_method, coalesce(r.credit_ledger_code_id, 0);

-- CASH_OPEN: what cash transactions have open, by their date, kind, method and state.
INSERT INTO book_sums (figure, span, day, currency, kind, method, processing, row_count, cents_high, cents_low)
SELECT 'CASH_OPEN', 'DAY', t.date, a.currency, t.kind, t.method, coalesce(t.payment_state, '') = 'PROCESSING', count(*),
    sum((t.amount_cents - t.reconciled_cents - t.planned_cents) >> 32),
    sum((t.amount_cents - t.reconciled_cents - t.planned_cents) & 4294967295)
FROM transactions t JOIN accounts a ON a.id = t.account_id
WHERE t.method IS NOT NULL AND t.withdrawn_at IS NULL AND t.amount_cents - t.reconciled_cents - t.planned_cents > 0
GROUP BY t.date, a.currency, t.kind, t.method, coalesce(t.payment_state, '') = 'PROCESSING';

-- CREDIT_USED: reconciliations of invoice items with credits and cancellations, by the credit's date, the invoice item's
-- ledger code and the credit's own.
INSERT INTO book_sums (
    figure, span, day, currency, ledger_code_id, own_ledger_code_id, row_count, cents_high, cents_low
)
SELECT 'CREDIT_USED', 'DAY', r.credit_date, r.currency, r.debit_ledger_code_id, r.credit_ledger_code_id, count(*),
    sum(r.amount_cents >> 32), sum(r.amount_cents & 4294967295)
FROM reconciliations r
WHERE r.credit_kind IN ('CREDIT', 'CANCELLATION') AND r.debit_kind = 'INVOICE' AND r.released_at IS NULL AND NOT r.faulty
GROUP BY r.credit_date, r.currency, r.debit_ledger_code_id, r.credit_ledger_code_id;

-- ACCOUNTS: how many there are by currency, all on one day.
INSERT INTO book_sums (figure, span, day, currency, row_count, cents_high, cents_low)
SELECT 'ACCOUNTS', 'DAY', '2000-01-01', a.currency, count(*), 0, 0
FROM accounts a WHERE a.withdrawn_at IS NULL GROUP BY a.currency;
