-- E-mails with documents: those to be sent, and what became of those that were (domain R46e).
CREATE TABLE mails (
    id {id} PRIMARY KEY,
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    batch_id BIGINT NOT NULL REFERENCES batches (id),
    job_id BIGINT REFERENCES jobs (id),
    member_id BIGINT REFERENCES members (id),
    transaction_id BIGINT REFERENCES transactions (id),
    kind TEXT NOT NULL,
    first_day DATE NOT NULL,
    last_day DATE NOT NULL,
    to_email TEXT NOT NULL,
    subject TEXT NOT NULL,
    message TEXT NOT NULL,
    message_id TEXT NOT NULL,
    whole(recorded_at),
    recorded_by TEXT NOT NULL,
    withdrawn_at BIGINT,
    state TEXT NOT NULL CONSTRAINT mail_state CHECK (state IN ('WAITING', 'SENDING', 'SENT', 'FAILED', 'UNKNOWN')),
    whole(attempts),
    whole(due_since),
    whole(next_attempt_at),
    attempted_at BIGINT,
    sent_at BIGINT,
    status BIGINT,
    failure TEXT
);

-- What a job made is sent to each account once.
CREATE UNIQUE INDEX mail_of_job ON mails (job_id, account_id) WHERE job_id IS NOT NULL AND withdrawn_at IS NULL;

CREATE INDEX mail_job ON mails (job_id);

CREATE INDEX mail_account ON mails (account_id);

CREATE INDEX mail_batch ON mails (batch_id);

CREATE INDEX mail_member ON mails (member_id);

CREATE INDEX mail_transaction ON mails (transaction_id);

CREATE INDEX mail_unfinished ON mails (next_attempt_at) WHERE state IN ('WAITING', 'SENDING');
