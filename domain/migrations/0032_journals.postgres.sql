-- What was exported stands in the ledger.
CREATE FUNCTION refuse_journal_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'an exported journal never changes' USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER journal_never_changed BEFORE UPDATE ON journals
    FOR EACH ROW EXECUTE FUNCTION refuse_journal_change();

CREATE TRIGGER journal_never_deleted BEFORE DELETE ON journals
    FOR EACH ROW EXECUTE FUNCTION refuse_journal_change();

CREATE TRIGGER journal_never_truncated BEFORE TRUNCATE ON journals
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_journal_change();

CREATE TRIGGER journal_line_never_changed BEFORE UPDATE ON journal_lines
    FOR EACH ROW EXECUTE FUNCTION refuse_journal_change();

CREATE TRIGGER journal_line_never_deleted BEFORE DELETE ON journal_lines
    FOR EACH ROW EXECUTE FUNCTION refuse_journal_change();

CREATE TRIGGER journal_line_never_truncated BEFORE TRUNCATE ON journal_lines
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_journal_change();
