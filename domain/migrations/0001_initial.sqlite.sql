-- Audit rows are only ever added (domain R16).

CREATE TRIGGER audit_never_updated BEFORE UPDATE ON audit_events BEGIN
    SELECT RAISE(ABORT, 'audit rows are only ever added');
END;

CREATE TRIGGER audit_never_deleted BEFORE DELETE ON audit_events BEGIN
    SELECT RAISE(ABORT, 'audit rows are only ever added');
END;
