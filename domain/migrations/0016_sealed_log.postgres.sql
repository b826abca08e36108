DROP TRIGGER audit_never_updated ON former_audit_events;

DROP TRIGGER audit_never_deleted ON former_audit_events;

DROP TRIGGER audit_never_truncated ON former_audit_events;

