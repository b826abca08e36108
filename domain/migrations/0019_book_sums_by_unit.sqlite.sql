-- The store itself adds what a unit of work changes; only the folding stays a trigger.

DROP TRIGGER book_sums_of_new_account;

DROP TRIGGER book_sums_of_account;

DROP TRIGGER book_sums_of_new_item;

DROP TRIGGER book_sums_of_item;

DROP TRIGGER book_sums_of_new_sold_item;

DROP TRIGGER book_sums_of_sold_item;

DROP TRIGGER book_sums_of_new_invoice;

DROP TRIGGER book_sums_of_invoice;

DROP TRIGGER book_sums_of_due_day;

DROP TRIGGER book_sums_of_new_cash;

DROP TRIGGER book_sums_of_cash;

DROP TRIGGER book_sums_of_method;

DROP TRIGGER book_sums_of_new_payment;

DROP TRIGGER book_sums_of_payment;

DROP TRIGGER book_sums_of_new_refund;

DROP TRIGGER book_sums_of_refund;

DROP TRIGGER book_sums_of_new_credit;

DROP TRIGGER book_sums_of_credit;

DROP TRIGGER book_sums_folded;

INSERT INTO book_sums (
    figure, span, day, currency, kind, method, processing, ledger_code_id, own_ledger_code_id, row_count, cents_high,
    cents_low
)
SELECT c.figure, s.span, CASE s.span WHEN 'DAY' THEN c.day ELSE substr(c.day, 1, 8) || '01' END, c.currency, c.kind,
    c.method, c.processing, c.ledger_code_id, c.own_ledger_code_id, sum(c.row_count), sum(c.cents >> 32), sum(c.cents & 4294967295)
FROM book_sum_changes c CROSS JOIN (SELECT 'DAY' AS span UNION ALL SELECT 'MONTH') s
WHERE TRUE GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
ON CONFLICT (figure, span, day, currency, kind, method, processing, ledger_code_id, own_ledger_code_id)
DO UPDATE SET row_count = row_count + excluded.row_count, cents_high = cents_high + excluded.cents_high,
    cents_low = cents_low + excluded.cents_low;

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

-- The ids of changes begin anew once they are folded.
CREATE TRIGGER book_sums_folded AFTER INSERT ON book_sum_changes WHEN NEW.id >= 1024 BEGIN
    INSERT INTO book_sums (
        figure, span, day, currency, kind, method, processing, ledger_code_id, own_ledger_code_id, row_count, cents_high,
        cents_low
    )
    SELECT c.figure, s.span, CASE s.span WHEN 'DAY' THEN c.day ELSE substr(c.day, 1, 8) || '01' END, c.currency, c.kind,
        c.method, c.processing, c.ledger_code_id, c.own_ledger_code_id, sum(c.row_count), sum(c.cents_high), sum(c.cents_low)
    FROM book_sum_changes c CROSS JOIN (SELECT 'DAY' AS span UNION ALL SELECT 'MONTH') s
    WHERE TRUE GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
    ON CONFLICT (figure, span, day, currency, kind, method, processing, ledger_code_id, own_ledger_code_id)
    DO UPDATE SET row_count = row_count + excluded.row_count, cents_high = cents_high + excluded.cents_high,
        cents_low = cents_low + excluded.cents_low;
    DELETE FROM book_sum_changes;
END;
