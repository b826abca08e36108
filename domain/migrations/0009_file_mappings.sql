-- How the files of a program are read, and what became of their rows (domain R41a).
CREATE TABLE file_mappings (
    id {id} PRIMARY KEY,
    name TEXT NOT NULL,
    kind TEXT,
    headers TEXT NOT NULL,
    dates TEXT,
    decimals TEXT,
    whole(recorded_at),
    withdrawn_at BIGINT
);

CREATE UNIQUE INDEX file_mapping_name ON file_mappings (name) WHERE withdrawn_at IS NULL;

CREATE TABLE imported_rows (
    id {id} PRIMARY KEY,
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    transaction_id BIGINT NOT NULL REFERENCES transactions (id),
    digest TEXT NOT NULL
);

CREATE INDEX imported_row_digest ON imported_rows (account_id, digest);

CREATE INDEX imported_row_of_transaction ON imported_rows (transaction_id);
