-- What the bank says never changes, nor what explained it; erasing alone replaces texts.

UPDATE organisations SET bank_secret = lower(hex(randomblob(32)));

CREATE TRIGGER bank_line_never_changed BEFORE UPDATE ON bank_lines
WHEN NEW.id IS NOT OLD.id OR NEW.bank_account_id IS NOT OLD.bank_account_id OR NEW.batch_id IS NOT OLD.batch_id
    OR NEW.booked_on IS NOT OLD.booked_on OR NEW.value_on IS NOT OLD.value_on
    OR NEW.amount_cents IS NOT OLD.amount_cents OR NEW.bank_id IS NOT OLD.bank_id OR NEW.kind IS NOT OLD.kind
    OR NEW.fee_cents IS NOT OLD.fee_cents OR NEW.key IS NOT OLD.key OR NEW.entry_key IS NOT OLD.entry_key
    OR (NEW.recorded_at IS NOT OLD.recorded_at AND OLD.withdrawn_at IS NOT 0)
    OR (NEW.withdrawn_at IS NULL AND OLD.withdrawn_at IS NOT NULL AND OLD.withdrawn_at <> 0)
    OR (NEW.payer_name IS NOT OLD.payer_name AND coalesce(NEW.payer_name, '') NOT LIKE 'erased #%')
    OR (NEW.payer_account IS NOT OLD.payer_account AND coalesce(NEW.payer_account, '') NOT LIKE 'erased #%')
    OR (NEW.text IS NOT OLD.text AND coalesce(NEW.text, '') NOT LIKE 'erased #%')
    OR (NEW.structured_reference IS NOT OLD.structured_reference
        AND coalesce(NEW.structured_reference, '') NOT LIKE 'erased #%') BEGIN
    SELECT RAISE(ABORT, 'what the bank reported never changes');
END;

CREATE TRIGGER bank_line_never_deleted BEFORE DELETE ON bank_lines BEGIN
    SELECT RAISE(ABORT, 'what the bank reported never changes');
END;

CREATE TRIGGER bank_statement_never_changed BEFORE UPDATE ON bank_statements
WHEN NEW.id IS NOT OLD.id OR NEW.bank_account_id IS NOT OLD.bank_account_id OR NEW.batch_id IS NOT OLD.batch_id
    OR NEW.format IS NOT OLD.format OR NEW.first_day IS NOT OLD.first_day OR NEW.last_day IS NOT OLD.last_day
    OR NEW.opening_cents IS NOT OLD.opening_cents OR NEW.closing_cents IS NOT OLD.closing_cents
    OR NEW.line_count IS NOT OLD.line_count OR (NEW.recorded_at IS NOT OLD.recorded_at AND OLD.withdrawn_at IS NOT 0)
    OR (NEW.withdrawn_at IS NULL AND OLD.withdrawn_at IS NOT NULL AND OLD.withdrawn_at <> 0)
    OR NEW.recorded_by IS NOT OLD.recorded_by BEGIN
    SELECT RAISE(ABORT, 'what the bank reported never changes');
END;

CREATE TRIGGER bank_statement_never_deleted BEFORE DELETE ON bank_statements BEGIN
    SELECT RAISE(ABORT, 'what the bank reported never changes');
END;

CREATE TRIGGER bank_statement_line_never_changed BEFORE UPDATE ON bank_statement_lines BEGIN
    SELECT RAISE(ABORT, 'what the bank reported never changes');
END;

CREATE TRIGGER bank_statement_line_never_deleted BEFORE DELETE ON bank_statement_lines BEGIN
    SELECT RAISE(ABORT, 'what the bank reported never changes');
END;

CREATE TRIGGER bank_line_part_fits BEFORE INSERT ON bank_line_parts
WHEN NEW.transaction_id IS NOT NULL AND NEW.withdrawn_at IS NULL AND NOT EXISTS (
        SELECT 1 FROM transactions t JOIN accounts a ON a.id = t.account_id
        JOIN bank_lines l ON l.id = NEW.line_id JOIN bank_accounts b ON b.id = l.bank_account_id
        WHERE t.id = NEW.transaction_id AND t.account_id = NEW.account_id AND t.withdrawn_at IS NULL
        AND a.currency = b.currency AND (t.kind IN ('PAYMENT', 'DEPOSIT')) = (NEW.amount_cents > 0)
        AND t.method IS NOT NULL
    ) BEGIN
    SELECT RAISE(ABORT, 'a part is of another currency, account or direction than its transaction');
END;

CREATE TRIGGER bank_line_part_never_changed BEFORE UPDATE ON bank_line_parts
WHEN NEW.id IS NOT OLD.id OR NEW.line_id IS NOT OLD.line_id OR NEW.account_id IS NOT OLD.account_id
    OR NEW.transaction_id IS NOT OLD.transaction_id OR NEW.kind IS NOT OLD.kind
    OR NEW.amount_cents IS NOT OLD.amount_cents OR NEW.recorded_at IS NOT OLD.recorded_at
    OR NEW.recorded_by IS NOT OLD.recorded_by OR NEW.batch_id IS NOT OLD.batch_id
    OR NEW.replaces_id IS NOT OLD.replaces_id OR (OLD.withdrawn_at IS NOT NULL AND NEW.withdrawn_at IS NULL)
    OR (NEW.reason IS NOT OLD.reason AND coalesce(NEW.reason, '') NOT LIKE 'erased #%') BEGIN
    SELECT RAISE(ABORT, 'what explains a bank line only ends');
END;

CREATE TRIGGER bank_line_part_never_deleted BEFORE DELETE ON bank_line_parts BEGIN
    SELECT RAISE(ABORT, 'what explains a bank line only ends');
END;
