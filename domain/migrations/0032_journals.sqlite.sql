-- What was exported stands in the ledger.
CREATE TRIGGER journal_never_changed BEFORE UPDATE ON journals BEGIN
    SELECT RAISE(ABORT, 'an exported journal never changes');
END;

CREATE TRIGGER journal_never_deleted BEFORE DELETE ON journals BEGIN
    SELECT RAISE(ABORT, 'an exported journal never changes');
END;

CREATE TRIGGER journal_line_never_changed BEFORE UPDATE ON journal_lines BEGIN
    SELECT RAISE(ABORT, 'an exported journal never changes');
END;

CREATE TRIGGER journal_line_never_deleted BEFORE DELETE ON journal_lines BEGIN
    SELECT RAISE(ABORT, 'an exported journal never changes');
END;
