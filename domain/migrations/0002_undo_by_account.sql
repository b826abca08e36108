-- An undo may leave accounts: which parts of a batch are undone.
ALTER TABLE batches ADD COLUMN partly_undone BOOLEAN NOT NULL DEFAULT FALSE;

CREATE TABLE undone_parts (
    id {id} PRIMARY KEY,
    batch_id BIGINT NOT NULL REFERENCES batches (id),
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    whole(seq)
);

CREATE UNIQUE INDEX undone_part_of_account ON undone_parts (batch_id, account_id);

CREATE INDEX undone_part_account ON undone_parts (account_id);

-- An undo by a job may have left accounts out: what it left is found by the audit log alone.
UPDATE batches SET partly_undone = TRUE
WHERE undone_by_id IS NOT NULL
    AND EXISTS (SELECT 1 FROM jobs j WHERE j.undoes_id = batches.id AND j.batch_id = batches.undone_by_id)
    AND EXISTS (
        SELECT 1 FROM audit_events e
        WHERE e.batch_id = batches.id AND e.account_id > 0 AND NOT EXISTS (
            SELECT 1 FROM audit_events u WHERE u.batch_id = batches.undone_by_id AND u.account_id = e.account_id
        )
    );
