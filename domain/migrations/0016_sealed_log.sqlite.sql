DROP TRIGGER audit_never_updated;

DROP TRIGGER audit_never_deleted;
