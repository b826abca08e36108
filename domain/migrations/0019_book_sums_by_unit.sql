-- What is hidden while a large file is published, summed up beforehand (domain R24b).

CREATE TABLE hidden_book_sums (
    id {numbered} PRIMARY KEY,
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    batch_id BIGINT NOT NULL REFERENCES batches (id),
    figure TEXT NOT NULL,
    day DATE NOT NULL,
    currency TEXT NOT NULL,
    kind TEXT NOT NULL,
    method TEXT NOT NULL,
    processing BOOLEAN NOT NULL,
    whole(ledger_code_id),
    whole(own_ledger_code_id),
    whole(row_count),
    whole(cents_high),
    whole(cents_low)
);

CREATE UNIQUE INDEX hidden_book_sum_key ON hidden_book_sums (
    account_id, batch_id, figure, day, currency, kind, method, processing, ledger_code_id, own_ledger_code_id
);

CREATE INDEX hidden_book_sum_batch ON hidden_book_sums (batch_id);
