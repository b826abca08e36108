-- Audit rows are only ever added (domain R16), and the texts beside them are replaced only where they are erased (R16a).

CREATE TRIGGER audit_never_updated BEFORE UPDATE ON audit_events BEGIN
    SELECT RAISE(ABORT, 'audit rows are only ever added');
END;

CREATE TRIGGER audit_never_deleted BEFORE DELETE ON audit_events BEGIN
    SELECT RAISE(ABORT, 'audit rows are only ever added');
END;

CREATE TRIGGER audit_texts_only_erased BEFORE UPDATE ON audit_texts WHEN new.salt <> '' OR new.id <> old.id BEGIN
    SELECT RAISE(ABORT, 'audit texts are only ever erased');
END;

CREATE TRIGGER audit_texts_never_deleted BEFORE DELETE ON audit_texts BEGIN
    SELECT RAISE(ABORT, 'audit texts are only ever erased');
END;
