-- Audit rows are only ever added (domain R16), and the texts beside them are replaced only where they are erased (R16a).

CREATE TRIGGER audit_never_updated BEFORE UPDATE ON audit_events
    FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();

CREATE TRIGGER audit_never_deleted BEFORE DELETE ON audit_events
    FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();

CREATE TRIGGER audit_never_truncated BEFORE TRUNCATE ON audit_events
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();

CREATE FUNCTION refuse_text_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'audit texts are only ever erased' USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER audit_texts_only_erased BEFORE UPDATE ON audit_texts
    FOR EACH ROW WHEN (new.salt <> '' OR new.id <> old.id) EXECUTE FUNCTION refuse_text_change();

CREATE TRIGGER audit_texts_never_deleted BEFORE DELETE ON audit_texts
    FOR EACH ROW EXECUTE FUNCTION refuse_text_change();

CREATE TRIGGER audit_texts_never_truncated BEFORE TRUNCATE ON audit_texts
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_text_change();
