-- What the bank says never changes, nor what explained it; erasing alone replaces texts.

UPDATE organisations SET bank_secret = replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '');

CREATE FUNCTION refuse_bank_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what the bank reported never changes' USING ERRCODE = 'restrict_violation';
END
$$;

CREATE FUNCTION refuse_part_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what explains a bank line only ends' USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER bank_line_never_changed BEFORE UPDATE ON bank_lines
    FOR EACH ROW WHEN (
    NEW.id IS DISTINCT FROM OLD.id OR NEW.bank_account_id IS DISTINCT FROM OLD.bank_account_id
    OR NEW.batch_id IS DISTINCT FROM OLD.batch_id OR NEW.booked_on IS DISTINCT FROM OLD.booked_on
    OR NEW.value_on IS DISTINCT FROM OLD.value_on OR NEW.amount_cents IS DISTINCT FROM OLD.amount_cents
    OR NEW.bank_id IS DISTINCT FROM OLD.bank_id OR NEW.kind IS DISTINCT FROM OLD.kind
    OR NEW.fee_cents IS DISTINCT FROM OLD.fee_cents OR NEW.key IS DISTINCT FROM OLD.key
    OR NEW.entry_key IS DISTINCT FROM OLD.entry_key OR (NEW.recorded_at IS DISTINCT FROM OLD.recorded_at AND OLD.withdrawn_at IS DISTINCT FROM 0)
    OR (NEW.withdrawn_at IS NULL AND OLD.withdrawn_at IS NOT NULL AND OLD.withdrawn_at <> 0)
    OR (NEW.payer_name IS DISTINCT FROM OLD.payer_name AND coalesce(NEW.payer_name, '') NOT LIKE 'erased #%')
    OR (NEW.payer_account IS DISTINCT FROM OLD.payer_account AND coalesce(NEW.payer_account, '') NOT LIKE 'erased #%')
    OR (NEW.text IS DISTINCT FROM OLD.text AND coalesce(NEW.text, '') NOT LIKE 'erased #%')
    OR (NEW.structured_reference IS DISTINCT FROM OLD.structured_reference
        AND coalesce(NEW.structured_reference, '') NOT LIKE 'erased #%')
) EXECUTE FUNCTION refuse_bank_change();

CREATE TRIGGER bank_line_never_deleted BEFORE DELETE ON bank_lines
    FOR EACH ROW EXECUTE FUNCTION refuse_bank_change();

CREATE TRIGGER bank_statement_never_changed BEFORE UPDATE ON bank_statements
    FOR EACH ROW WHEN (
    NEW.id IS DISTINCT FROM OLD.id OR NEW.bank_account_id IS DISTINCT FROM OLD.bank_account_id
    OR NEW.batch_id IS DISTINCT FROM OLD.batch_id OR NEW.format IS DISTINCT FROM OLD.format
    OR NEW.first_day IS DISTINCT FROM OLD.first_day OR NEW.last_day IS DISTINCT FROM OLD.last_day
    OR NEW.opening_cents IS DISTINCT FROM OLD.opening_cents
    OR NEW.closing_cents IS DISTINCT FROM OLD.closing_cents OR NEW.line_count IS DISTINCT FROM OLD.line_count
    OR (NEW.recorded_at IS DISTINCT FROM OLD.recorded_at AND OLD.withdrawn_at IS DISTINCT FROM 0)
    OR (NEW.withdrawn_at IS NULL AND OLD.withdrawn_at IS NOT NULL AND OLD.withdrawn_at <> 0) OR NEW.recorded_by IS DISTINCT FROM OLD.recorded_by
) EXECUTE FUNCTION refuse_bank_change();

CREATE TRIGGER bank_statement_never_deleted BEFORE DELETE ON bank_statements
    FOR EACH ROW EXECUTE FUNCTION refuse_bank_change();

CREATE TRIGGER bank_statement_line_never_changed BEFORE UPDATE ON bank_statement_lines
    FOR EACH ROW EXECUTE FUNCTION refuse_bank_change();

CREATE TRIGGER bank_statement_line_never_deleted BEFORE DELETE ON bank_statement_lines
    FOR EACH ROW EXECUTE FUNCTION refuse_bank_change();

CREATE FUNCTION check_part_fits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.transaction_id IS NOT NULL AND NEW.withdrawn_at IS NULL AND NOT EXISTS (
        SELECT 1 FROM transactions t JOIN accounts a ON a.id = t.account_id
        JOIN bank_lines l ON l.id = NEW.line_id JOIN bank_accounts b ON b.id = l.bank_account_id
        WHERE t.id = NEW.transaction_id AND t.account_id = NEW.account_id AND t.withdrawn_at IS NULL
        AND a.currency = b.currency AND (t.kind IN ('PAYMENT', 'DEPOSIT')) = (NEW.amount_cents > 0)
        AND t.method IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'a part is of another currency, account or direction than its transaction'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER bank_line_part_fits BEFORE INSERT ON bank_line_parts
    FOR EACH ROW EXECUTE FUNCTION check_part_fits();

CREATE TRIGGER bank_line_part_never_changed BEFORE UPDATE ON bank_line_parts
    FOR EACH ROW WHEN (
    NEW.id IS DISTINCT FROM OLD.id OR NEW.line_id IS DISTINCT FROM OLD.line_id
    OR NEW.account_id IS DISTINCT FROM OLD.account_id OR NEW.transaction_id IS DISTINCT FROM OLD.transaction_id
    OR NEW.kind IS DISTINCT FROM OLD.kind OR NEW.amount_cents IS DISTINCT FROM OLD.amount_cents
    OR NEW.recorded_at IS DISTINCT FROM OLD.recorded_at OR NEW.recorded_by IS DISTINCT FROM OLD.recorded_by
    OR NEW.batch_id IS DISTINCT FROM OLD.batch_id OR NEW.replaces_id IS DISTINCT FROM OLD.replaces_id
    OR (OLD.withdrawn_at IS NOT NULL AND NEW.withdrawn_at IS NULL)
    OR (NEW.reason IS DISTINCT FROM OLD.reason AND coalesce(NEW.reason, '') NOT LIKE 'erased #%')
) EXECUTE FUNCTION refuse_part_change();

CREATE TRIGGER bank_line_part_never_deleted BEFORE DELETE ON bank_line_parts
    FOR EACH ROW EXECUTE FUNCTION refuse_part_change();

CREATE TRIGGER bank_line_never_truncated BEFORE TRUNCATE ON bank_lines
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_bank_change();

CREATE TRIGGER bank_statement_never_truncated BEFORE TRUNCATE ON bank_statements
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_bank_change();

CREATE TRIGGER bank_statement_line_never_truncated BEFORE TRUNCATE ON bank_statement_lines
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_bank_change();

CREATE TRIGGER bank_line_part_never_truncated BEFORE TRUNCATE ON bank_line_parts
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_bank_change();
