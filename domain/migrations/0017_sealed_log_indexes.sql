-- After the events have come over: indexes are made faster over rows that are there already.

DROP TABLE former_audit_events;

CREATE UNIQUE INDEX audit_chain ON audit_events (account_id, seq);

CREATE UNIQUE INDEX audit_own_chain ON audit_events (seq) WHERE account_id IS NULL;

CREATE INDEX audit_batch ON audit_events (batch_id, account_id, seq);

CREATE INDEX audit_entity ON audit_events (entity_id, seq);

CREATE INDEX audit_recorded ON audit_events (recorded_at, id);
