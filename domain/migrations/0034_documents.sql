-- Statements and receipts that a job has made, and what it makes (domain R46d).
ALTER TABLE jobs ADD COLUMN documents TEXT;

CREATE TABLE documents (
    id {id} PRIMARY KEY,
    job_id BIGINT NOT NULL REFERENCES jobs (id),
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    member_id BIGINT REFERENCES members (id),
    kind TEXT NOT NULL,
    first_day DATE NOT NULL,
    last_day DATE NOT NULL,
    name TEXT NOT NULL,
    whole(size),
    content TEXT NOT NULL,
    whole(recorded_at),
    whole(expires_at)
);

-- Each paper once, however often the job's process dies.
CREATE UNIQUE INDEX document_of_job ON documents (job_id, account_id, coalesce(member_id, 0));

CREATE INDEX document_of_account ON documents (account_id);

CREATE INDEX document_of_member ON documents (member_id);

CREATE INDEX document_age ON documents (expires_at);
