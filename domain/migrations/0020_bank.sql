-- The bank's side. What a line's parts add up to, and how much of a transaction stands on lines, is stored beside each
-- and bounded by CHECKs, as the sums of reconciliations are: no bug and no race explains more than there is.
ALTER TABLE organisations ADD COLUMN bank_secret TEXT NOT NULL DEFAULT '';

ALTER TABLE transactions ADD COLUMN whole(banked_cents) DEFAULT 0 CONSTRAINT transaction_never_over_banked CHECK (
        banked_cents >= 0 AND banked_cents <= amount_cents AND (banked_cents = 0 OR method IS NOT NULL)
    );

CREATE TABLE bank_accounts (
    id {id} PRIMARY KEY,
    name TEXT NOT NULL,
    currency TEXT NOT NULL,
    iban TEXT,
    number TEXT,
    whole(recorded_at),
    withdrawn_at BIGINT,
    name_key {key} NOT NULL
);

CREATE UNIQUE INDEX bank_account_name ON bank_accounts (name) WHERE withdrawn_at IS NULL;

CREATE INDEX bank_account_name_key ON bank_accounts (name_key, id);

CREATE TABLE bank_statements (
    id {id} PRIMARY KEY,
    bank_account_id BIGINT NOT NULL REFERENCES bank_accounts (id),
    batch_id BIGINT NOT NULL REFERENCES batches (id),
    format TEXT NOT NULL CONSTRAINT bank_statement_format CHECK (
        format IN ('CAMT', 'OFX', 'MT940', 'CSV', 'STRIPE', 'PAYPAL')
    ),
    first_day DATE NOT NULL,
    last_day DATE NOT NULL,
    opening_cents BIGINT,
    closing_cents BIGINT,
    whole(line_count),
    whole(recorded_at),
    recorded_by TEXT NOT NULL,
    withdrawn_at BIGINT,
    CONSTRAINT bank_statement_days CHECK (first_day <= last_day)
);

CREATE INDEX bank_statement_account ON bank_statements (bank_account_id, first_day, id);

CREATE INDEX bank_statement_batch ON bank_statements (batch_id);

CREATE TABLE bank_lines (
    id {id} PRIMARY KEY,
    bank_account_id BIGINT NOT NULL REFERENCES bank_accounts (id),
    batch_id BIGINT NOT NULL REFERENCES batches (id),
    booked_on DATE NOT NULL,
    value_on DATE,
    whole(amount_cents),
    payer_name TEXT,
    payer_account TEXT,
    text TEXT NOT NULL,
    structured_reference TEXT,
    bank_id TEXT,
    kind TEXT,
    fee_cents BIGINT,
    key TEXT NOT NULL,
    entry_key TEXT,
    whole(recorded_at),
    ignored_reason TEXT,
    withdrawn_at BIGINT,
    whole(explained_cents),
    payer_name_key {key} NOT NULL,
    payer_account_key {key} NOT NULL,
    text_key {key} NOT NULL,
    structured_reference_key {key} NOT NULL,
    CONSTRAINT bank_line_amount_in_range CHECK (
        amount_cents >= -9007199254740991 AND amount_cents <= 9007199254740991
    ),
    CONSTRAINT bank_line_never_over_explained CHECK (
        CASE WHEN amount_cents > 0 THEN explained_cents >= 0 AND explained_cents <= amount_cents
            ELSE explained_cents <= 0 AND explained_cents >= amount_cents END
    ),
    CONSTRAINT bank_line_ignored_or_explained CHECK (ignored_reason IS NULL OR explained_cents = 0),
    CONSTRAINT bank_line_withdrawn_open CHECK (withdrawn_at IS NULL OR explained_cents = 0)
);

CREATE UNIQUE INDEX bank_line_key ON bank_lines (bank_account_id, key) WHERE withdrawn_at IS NULL;

CREATE INDEX bank_line_entry ON bank_lines (bank_account_id, entry_key) WHERE entry_key IS NOT NULL;

CREATE INDEX bank_line_day ON bank_lines (bank_account_id, booked_on, id);

CREATE INDEX bank_line_booked ON bank_lines (booked_on, id);

CREATE INDEX bank_line_amount ON bank_lines (amount_cents, id);

CREATE INDEX bank_line_open ON bank_lines (bank_account_id, booked_on, id)
    WHERE explained_cents <> amount_cents AND withdrawn_at IS NULL;

CREATE INDEX bank_line_payer ON bank_lines (payer_account_key, id);

CREATE INDEX bank_line_payer_name ON bank_lines (payer_name_key, id);

CREATE INDEX bank_line_batch ON bank_lines (batch_id);

CREATE TABLE bank_statement_lines (
    id {id} PRIMARY KEY,
    statement_id BIGINT NOT NULL REFERENCES bank_statements (id),
    line_id BIGINT NOT NULL REFERENCES bank_lines (id),
    whole(position)
);

CREATE UNIQUE INDEX bank_statement_position ON bank_statement_lines (statement_id, position);

CREATE UNIQUE INDEX bank_statement_line ON bank_statement_lines (line_id, statement_id);

CREATE TABLE bank_line_parts (
    id {id} PRIMARY KEY,
    line_id BIGINT NOT NULL REFERENCES bank_lines (id),
    account_id BIGINT REFERENCES accounts (id),
    transaction_id BIGINT REFERENCES transactions (id),
    kind TEXT NOT NULL CONSTRAINT bank_line_part_kind CHECK (kind IN ('TRANSACTION', 'FEE', 'OTHER')),
    whole(amount_cents),
    reason TEXT,
    whole(recorded_at),
    recorded_by TEXT NOT NULL,
    batch_id BIGINT NOT NULL REFERENCES batches (id),
    withdrawn_at BIGINT,
    replaces_id BIGINT REFERENCES bank_line_parts (id),
    CONSTRAINT bank_line_part_amount CHECK (amount_cents <> 0),
    CONSTRAINT bank_line_part_whole CHECK (
        (kind = 'TRANSACTION') = (transaction_id IS NOT NULL) AND (transaction_id IS NULL) = (account_id IS NULL)
        AND (kind <> 'OTHER' OR reason IS NOT NULL)
    )
);

CREATE UNIQUE INDEX one_part_per_line_and_transaction ON bank_line_parts (transaction_id, line_id)
    WHERE withdrawn_at IS NULL AND transaction_id IS NOT NULL;

CREATE INDEX bank_line_part_line ON bank_line_parts (line_id, id);

CREATE INDEX bank_line_part_transaction ON bank_line_parts (transaction_id, id) WHERE transaction_id IS NOT NULL;

CREATE INDEX bank_line_part_account ON bank_line_parts (account_id) WHERE account_id IS NOT NULL;

CREATE INDEX bank_line_part_batch ON bank_line_parts (batch_id);

CREATE INDEX bank_line_part_replaces ON bank_line_parts (replaces_id) WHERE replaces_id IS NOT NULL;

CREATE TABLE payers (
    id {id} PRIMARY KEY,
    name TEXT,
    payer_account TEXT,
    whole(recorded_at),
    withdrawn_at BIGINT,
    name_key {key} NOT NULL,
    payer_account_key {key} NOT NULL,
    CONSTRAINT payer_is_known_by_something CHECK (name_key <> '' OR payer_account_key <> '')
);

CREATE UNIQUE INDEX payer_by_account ON payers (payer_account_key)
    WHERE withdrawn_at IS NULL AND payer_account_key <> '';

CREATE UNIQUE INDEX payer_by_name ON payers (name_key)
    WHERE withdrawn_at IS NULL AND payer_account_key = '';

CREATE INDEX payer_name ON payers (name_key, payer_account_key, id);

CREATE TABLE payer_accounts (
    id {id} PRIMARY KEY,
    payer_id BIGINT NOT NULL REFERENCES payers (id),
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    whole(recorded_at),
    withdrawn_at BIGINT
);

CREATE UNIQUE INDEX payer_account ON payer_accounts (payer_id, account_id) WHERE withdrawn_at IS NULL;

CREATE INDEX payer_account_payer ON payer_accounts (payer_id, id);

CREATE INDEX payer_account_account ON payer_accounts (account_id);

CREATE INDEX transaction_unbanked ON transactions (date, id)
    WHERE method IS NOT NULL AND banked_cents < amount_cents AND withdrawn_at IS NULL;

-- Lists of few among very many: money that has not arrived, and items to be mended.
CREATE INDEX transaction_processing ON transactions (date, id)
    WHERE payment_state = 'PROCESSING' AND withdrawn_at IS NULL;

CREATE INDEX item_faulty ON items (date, id) WHERE faulty_count > 0 AND withdrawn_at IS NULL;

-- Who has the name of a payer.
CREATE INDEX member_name ON members (name_key, account_id);
