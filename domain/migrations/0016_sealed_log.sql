-- The audit log sealed by unit of work, with its personal texts in a table of their own. The data step brings the events
-- over, and the next migration drops those of the former form.

DROP INDEX audit_batch;

DROP INDEX audit_account;

DROP INDEX audit_entity;

DROP INDEX audit_recorded;

ALTER TABLE audit_events RENAME TO former_audit_events;

CREATE TABLE audit_events (
    id {id} PRIMARY KEY,
    account_id BIGINT REFERENCES accounts (id),
    whole(seq),
    batch_id BIGINT NOT NULL REFERENCES batches (id),
    action TEXT NOT NULL,
    entity_id BIGINT NOT NULL,
    whole(recorded_at),
    before TEXT,
    after TEXT,
    texts_hash TEXT,
    hash TEXT
);

CREATE TABLE audit_texts (
    id {id} PRIMARY KEY,
    salt TEXT NOT NULL,
    before TEXT,
    after TEXT
);
