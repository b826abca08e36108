-- The tables on both databases. `{id}` is the primary key's type, `whole(x)` a whole number that is never null
-- (store/ddl.py). A statement ends with a semicolon before an empty line.

CREATE TABLE organisations (
    id {id} PRIMARY KEY CONSTRAINT one_organisation CHECK (id = 1),
    whole(last_worker),
    whole(audit_seq),
    audit_hash TEXT NOT NULL,
    whole(last_recorded_at)
);

INSERT INTO organisations (id, last_worker, audit_seq, audit_hash, last_recorded_at) VALUES (1, 0, 0, '', 0);

CREATE TABLE batches (
    id {id} PRIMARY KEY,
    mutation TEXT NOT NULL,
    whole(recorded_at),
    recorded_by TEXT NOT NULL,
    principal TEXT NOT NULL,
    undoes_id BIGINT REFERENCES batches (id),
    undone_by_id BIGINT REFERENCES batches (id)
);

CREATE INDEX batch_undoes ON batches (undoes_id) WHERE undoes_id IS NOT NULL;

CREATE INDEX batch_undone_by ON batches (undone_by_id) WHERE undone_by_id IS NOT NULL;

CREATE TABLE accounts (
    id {id} PRIMARY KEY,
    number TEXT NOT NULL,
    owner_name TEXT NOT NULL,
    email TEXT,
    currency TEXT NOT NULL,
    whole(recorded_at),
    withdrawn_at BIGINT,
    whole(balance_cents),
    whole(processing_cents),
    whole(planned_cents),
    whole(unreconciled_debit_cents),
    whole(unreconciled_credit_cents),
    whole(recording_seq),
    whole(number_seq),
    whole(audit_seq),
    audit_hash TEXT NOT NULL,
    whole(last_recorded_at),
    CONSTRAINT account_sums_not_negative CHECK (
        processing_cents >= 0 AND planned_cents >= 0
        AND unreconciled_debit_cents >= 0 AND unreconciled_credit_cents >= 0
    )
);

CREATE UNIQUE INDEX account_number ON accounts (number) WHERE withdrawn_at IS NULL;

CREATE INDEX account_owner ON accounts (owner_name, id);

CREATE INDEX account_balance ON accounts (balance_cents, id);

CREATE INDEX account_unreconciled_debit ON accounts (unreconciled_debit_cents, id);

CREATE INDEX account_unreconciled_credit ON accounts (unreconciled_credit_cents, id);

CREATE TABLE members (
    id {id} PRIMARY KEY,
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    name TEXT NOT NULL,
    whole(recorded_at),
    withdrawn_at BIGINT
);

CREATE INDEX member_account ON members (account_id, id);

CREATE TABLE ledger_codes (
    id {id} PRIMARY KEY,
    code TEXT NOT NULL,
    title TEXT NOT NULL,
    archived BOOLEAN NOT NULL,
    whole(recorded_at),
    withdrawn_at BIGINT
);

CREATE UNIQUE INDEX ledger_code ON ledger_codes (code) WHERE withdrawn_at IS NULL;

CREATE TABLE transactions (
    id {id} PRIMARY KEY,
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    batch_id BIGINT NOT NULL REFERENCES batches (id),
    kind TEXT NOT NULL CONSTRAINT transaction_kind CHECK (
        kind IN ('INVOICE', 'PAYMENT', 'DEPOSIT', 'CREDIT', 'CANCELLATION', 'REFUND', 'PAYMENT_CORRECTION')
    ),
    number TEXT NOT NULL,
    date DATE NOT NULL,
    due_on DATE,
    whole(recorded_at),
    whole(recording_seq),
    withdrawn_at BIGINT,
    description TEXT NOT NULL,
    reference TEXT,
    method TEXT,
    payment_state TEXT,
    corrects_id BIGINT REFERENCES transactions (id),
    confirmed_at BIGINT,
    failed_at BIGINT,
    whole(amount_cents),
    whole(reconciled_cents),
    whole(processing_cents),
    whole(planned_cents),
    whole(faulty_count),
    CONSTRAINT transaction_never_over_reconciled CHECK (
        reconciled_cents >= 0 AND planned_cents >= 0 AND reconciled_cents + planned_cents <= amount_cents
        AND processing_cents >= 0 AND processing_cents <= reconciled_cents AND faulty_count >= 0
    ),
    CONSTRAINT transaction_amount_in_range CHECK (amount_cents >= 0 AND amount_cents <= 9007199254740991),
    CONSTRAINT cash_has_method CHECK (
        (kind IN ('PAYMENT', 'DEPOSIT', 'REFUND', 'PAYMENT_CORRECTION')) = (method IS NOT NULL)
    ),
    CONSTRAINT received_money_has_state CHECK (
        (kind IN ('PAYMENT', 'DEPOSIT')) = (payment_state IS NOT NULL)
        AND (payment_state IS NULL OR payment_state IN ('PROCESSING', 'CONFIRMED', 'FAILED'))
    ),
    CONSTRAINT payment_state_has_instants CHECK (
        CASE payment_state
            WHEN 'PROCESSING' THEN confirmed_at IS NULL AND failed_at IS NULL
            WHEN 'CONFIRMED' THEN confirmed_at IS NOT NULL AND failed_at IS NULL
            WHEN 'FAILED' THEN failed_at IS NOT NULL
            ELSE confirmed_at IS NULL AND failed_at IS NULL
        END
    ),
    CONSTRAINT correction_names_payment CHECK ((kind = 'PAYMENT_CORRECTION') = (corrects_id IS NOT NULL))
);

CREATE UNIQUE INDEX transaction_number ON transactions (number);

CREATE UNIQUE INDEX transaction_recording_order ON transactions (account_id, recording_seq);

CREATE INDEX transaction_account_date ON transactions (account_id, date, recording_seq, id, withdrawn_at);

CREATE INDEX transaction_batch ON transactions (batch_id);

CREATE INDEX transaction_corrects ON transactions (corrects_id) WHERE corrects_id IS NOT NULL;

CREATE TABLE items (
    id {id} PRIMARY KEY,
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    transaction_id BIGINT NOT NULL REFERENCES transactions (id),
    whole(position),
    side TEXT NOT NULL,
    kind TEXT NOT NULL,
    date DATE NOT NULL,
    whole(recording_seq),
    withdrawn_at BIGINT,
    description TEXT NOT NULL,
    ledger_code_id BIGINT REFERENCES ledger_codes (id),
    member_id BIGINT REFERENCES members (id),
    cancels_id BIGINT REFERENCES items (id),
    whole(amount_cents),
    whole(reconciled_cents),
    whole(processing_cents),
    whole(planned_cents),
    whole(faulty_count),
    CONSTRAINT item_never_over_reconciled CHECK (
        reconciled_cents >= 0 AND planned_cents >= 0 AND reconciled_cents + planned_cents <= amount_cents
        AND processing_cents >= 0 AND processing_cents <= reconciled_cents AND faulty_count >= 0
    ),
    CONSTRAINT item_amount_in_range CHECK (
        amount_cents <= 9007199254740991 AND (amount_cents > 0 OR (amount_cents = 0 AND kind = 'INVOICE'))
    ),
    CONSTRAINT item_side CHECK (
        (side = 'DEBIT') = (kind IN ('INVOICE', 'REFUND', 'PAYMENT_CORRECTION')) AND side IN ('DEBIT', 'CREDIT')
    ),
    CONSTRAINT income_has_ledger_code CHECK (
        (kind IN ('INVOICE', 'CREDIT', 'CANCELLATION')) = (ledger_code_id IS NOT NULL)
    ),
    CONSTRAINT cancellation_names_item CHECK ((kind = 'CANCELLATION') = (cancels_id IS NOT NULL)),
    CONSTRAINT item_positions_from_one CHECK (position >= 1)
);

CREATE UNIQUE INDEX item_position ON items (transaction_id, position);

CREATE UNIQUE INDEX item_of_account ON items (account_id, id);

CREATE INDEX item_open ON items (account_id, side, date, recording_seq, position)
    WHERE amount_cents - reconciled_cents - planned_cents > 0 AND withdrawn_at IS NULL;

CREATE INDEX item_open_date ON items (date, id)
    WHERE (amount_cents - reconciled_cents - planned_cents > 0 OR faulty_count > 0) AND withdrawn_at IS NULL;

CREATE INDEX item_owed ON items (account_id, date, id)
    WHERE kind = 'INVOICE' AND amount_cents - reconciled_cents + processing_cents > 0 AND withdrawn_at IS NULL;

CREATE INDEX item_income_date ON items (date, kind, ledger_code_id, account_id, transaction_id, amount_cents, withdrawn_at)
    WHERE kind IN ('INVOICE', 'CREDIT', 'CANCELLATION');

CREATE INDEX item_cash_date ON items (date, transaction_id, kind, account_id, amount_cents, withdrawn_at)
    WHERE kind IN ('PAYMENT', 'DEPOSIT', 'REFUND', 'PAYMENT_CORRECTION');

CREATE INDEX item_cancels ON items (cancels_id) WHERE cancels_id IS NOT NULL;

CREATE INDEX item_ledger_code ON items (ledger_code_id) WHERE ledger_code_id IS NOT NULL;

CREATE INDEX item_member ON items (member_id) WHERE member_id IS NOT NULL;

CREATE TABLE planned_payments (
    id {id} PRIMARY KEY,
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    batch_id BIGINT NOT NULL REFERENCES batches (id),
    due_on DATE NOT NULL,
    whole(amount_cents),
    method TEXT NOT NULL,
    state TEXT NOT NULL,
    transaction_id BIGINT REFERENCES transactions (id),
    whole(recorded_at),
    withdrawn_at BIGINT,
    CONSTRAINT planned_payment_amount_positive CHECK (amount_cents > 0 AND amount_cents <= 9007199254740991),
    CONSTRAINT planned_payment_state CHECK (state IN ('PLANNED', 'ADJUSTED', 'PROCESSED', 'DELETED'))
);

CREATE INDEX planned_payment_account ON planned_payments (account_id, due_on, id);

CREATE INDEX planned_payment_due ON planned_payments (due_on, id);

CREATE INDEX planned_payment_batch ON planned_payments (batch_id);

CREATE INDEX planned_payment_transaction ON planned_payments (transaction_id) WHERE transaction_id IS NOT NULL;

CREATE TABLE subscriptions (
    id {id} PRIMARY KEY,
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    batch_id BIGINT NOT NULL REFERENCES batches (id),
    description TEXT NOT NULL,
    ledger_code_id BIGINT NOT NULL REFERENCES ledger_codes (id),
    member_id BIGINT REFERENCES members (id),
    whole(amount_cents),
    interval TEXT NOT NULL,
    method TEXT NOT NULL,
    starts_on DATE NOT NULL,
    ends_on DATE,
    next_on DATE,
    whole(periods_charged),
    whole(recorded_at),
    withdrawn_at BIGINT,
    CONSTRAINT subscription_amount_positive CHECK (amount_cents > 0 AND amount_cents <= 9007199254740991),
    CONSTRAINT subscription_interval CHECK (interval IN ('WEEK', 'MONTH', 'QUARTER', 'YEAR')),
    CONSTRAINT subscription_within_its_time CHECK (
        (next_on IS NULL OR next_on >= starts_on) AND (ends_on IS NULL OR next_on IS NULL OR next_on <= ends_on)
    )
);

CREATE INDEX subscription_account ON subscriptions (account_id, id);

CREATE INDEX subscription_due ON subscriptions (next_on, id) WHERE next_on IS NOT NULL AND withdrawn_at IS NULL;

CREATE INDEX subscription_ledger_code ON subscriptions (ledger_code_id);

CREATE INDEX subscription_member ON subscriptions (member_id) WHERE member_id IS NOT NULL;

CREATE INDEX subscription_batch ON subscriptions (batch_id);

CREATE TABLE reconciliations (
    id {id} PRIMARY KEY,
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    credit_account_id BIGINT NOT NULL,
    credit_item_id BIGINT,
    credit_transaction_id BIGINT REFERENCES transactions (id),
    planned_payment_id BIGINT REFERENCES planned_payments (id),
    debit_item_id BIGINT NOT NULL,
    debit_transaction_id BIGINT NOT NULL REFERENCES transactions (id),
    whole(amount_cents),
    origin TEXT NOT NULL,
    processing BOOLEAN NOT NULL,
    faulty BOOLEAN NOT NULL,
    whole(recorded_at),
    recorded_by TEXT NOT NULL,
    batch_id BIGINT NOT NULL REFERENCES batches (id),
    released_at BIGINT,
    released_batch_id BIGINT REFERENCES batches (id),
    replaces_id BIGINT REFERENCES reconciliations (id),
    currency TEXT NOT NULL,
    credit_kind TEXT,
    credit_date DATE,
    credit_method TEXT,
    credit_ledger_code_id BIGINT REFERENCES ledger_codes (id),
    debit_kind TEXT NOT NULL,
    debit_date DATE NOT NULL,
    debit_method TEXT,
    debit_ledger_code_id BIGINT REFERENCES ledger_codes (id),
    CONSTRAINT edge_amount_positive CHECK (amount_cents > 0),
    CONSTRAINT edge_has_one_credit CHECK ((credit_item_id IS NULL) = (planned_payment_id IS NOT NULL)),
    CONSTRAINT edge_credit_whole CHECK ((credit_item_id IS NULL) = (credit_transaction_id IS NULL)),
    CONSTRAINT edge_credit_carried CHECK (
        (credit_item_id IS NULL) = (credit_kind IS NULL) AND (credit_item_id IS NULL) = (credit_date IS NULL)
    ),
    CONSTRAINT edge_within_account CHECK (faulty OR credit_account_id = account_id),
    CONSTRAINT edge_release_whole CHECK ((released_at IS NULL) = (released_batch_id IS NULL)),
    CONSTRAINT edge_credit_of_account FOREIGN KEY (credit_account_id, credit_item_id) REFERENCES items (account_id, id),
    CONSTRAINT edge_debit_of_account FOREIGN KEY (account_id, debit_item_id) REFERENCES items (account_id, id)
);

CREATE UNIQUE INDEX one_active_edge_per_pair ON reconciliations (credit_item_id, debit_item_id)
    WHERE released_at IS NULL AND NOT faulty AND credit_item_id IS NOT NULL;

CREATE UNIQUE INDEX one_active_planned_edge_per_pair ON reconciliations (planned_payment_id, debit_item_id)
    WHERE released_at IS NULL AND NOT faulty AND planned_payment_id IS NOT NULL;

CREATE INDEX edge_credit_item ON reconciliations (credit_item_id, id);

CREATE INDEX edge_debit_item ON reconciliations (debit_item_id, id);

CREATE INDEX edge_credit_transaction ON reconciliations (credit_transaction_id, id);

CREATE INDEX edge_debit_transaction ON reconciliations (debit_transaction_id, id);

CREATE INDEX edge_planned_payment ON reconciliations (planned_payment_id, id) WHERE planned_payment_id IS NOT NULL;

CREATE INDEX edge_credit_date ON reconciliations (
    currency, credit_date, credit_transaction_id, id, credit_kind, credit_method, credit_ledger_code_id, debit_kind,
    debit_ledger_code_id, amount_cents, processing, faulty, recorded_at, released_at
) WHERE credit_date IS NOT NULL;

CREATE INDEX edge_debit_date ON reconciliations (
    currency, debit_date, debit_transaction_id, id, debit_kind, debit_method, credit_ledger_code_id, amount_cents, faulty,
    recorded_at, released_at
) WHERE debit_kind IN ('REFUND', 'PAYMENT_CORRECTION');

CREATE INDEX edge_account ON reconciliations (account_id, id);

CREATE INDEX edge_batch ON reconciliations (batch_id);

CREATE INDEX edge_released_batch ON reconciliations (released_batch_id) WHERE released_batch_id IS NOT NULL;

CREATE INDEX edge_credit_ledger_code ON reconciliations (credit_ledger_code_id) WHERE credit_ledger_code_id IS NOT NULL;

CREATE INDEX edge_debit_ledger_code ON reconciliations (debit_ledger_code_id) WHERE debit_ledger_code_id IS NOT NULL;

CREATE INDEX edge_replaces ON reconciliations (replaces_id) WHERE replaces_id IS NOT NULL;

CREATE TABLE audit_events (
    id {id} PRIMARY KEY,
    account_id BIGINT REFERENCES accounts (id),
    whole(seq),
    batch_id BIGINT NOT NULL REFERENCES batches (id),
    action TEXT NOT NULL,
    entity_id BIGINT NOT NULL,
    whole(recorded_at),
    recorded_by TEXT NOT NULL,
    principal TEXT NOT NULL,
    before TEXT,
    after TEXT,
    previous_hash TEXT NOT NULL,
    hash TEXT NOT NULL
);

CREATE UNIQUE INDEX audit_chain ON audit_events (coalesce(account_id, 0), seq);

CREATE INDEX audit_batch ON audit_events (batch_id, account_id, seq);

CREATE INDEX audit_account ON audit_events (account_id, seq);

CREATE INDEX audit_entity ON audit_events (entity_id, seq);

CREATE INDEX audit_recorded ON audit_events (recorded_at, id);

CREATE TABLE idempotency_keys (
    id {id} PRIMARY KEY,
    principal TEXT NOT NULL,
    key TEXT NOT NULL,
    mutation TEXT NOT NULL,
    arguments_hash TEXT NOT NULL,
    batch_id BIGINT REFERENCES batches (id),
    outcome TEXT NOT NULL,
    whole(recorded_at)
);

CREATE UNIQUE INDEX idempotency_key ON idempotency_keys (principal, key);

CREATE INDEX idempotency_key_batch ON idempotency_keys (batch_id) WHERE batch_id IS NOT NULL;

CREATE TABLE jobs (
    id {id} PRIMARY KEY,
    kind TEXT NOT NULL CONSTRAINT job_kind CHECK (kind IN ('RECONCILE_ALL', 'UNDO')),
    state TEXT NOT NULL CONSTRAINT job_state CHECK (state IN ('QUEUED', 'RUNNING', 'DONE', 'CANCELLED', 'FAILED')),
    batch_id BIGINT REFERENCES batches (id),
    undoes_id BIGINT REFERENCES batches (id),
    kinds TEXT NOT NULL,
    accounts TEXT,
    whole(highest_account_id),
    whole(last_account_id),
    whole(total),
    whole(done),
    whole(reconciliations),
    whole(amount_cents),
    amounts TEXT NOT NULL,
    whole(error_count),
    principal TEXT NOT NULL,
    recorded_by TEXT NOT NULL,
    whole(recorded_at),
    whole(leased_until),
    whole(tries),
    cancelled_at BIGINT,
    cancelled_by TEXT,
    cancelled_principal TEXT,
    ended_at BIGINT,
    failure TEXT,
    CONSTRAINT job_done_within_total CHECK (
        done >= 0 AND done <= total AND error_count >= 0 AND error_count <= done
        AND reconciliations >= 0 AND amount_cents >= 0
    ),
    CONSTRAINT job_end_has_instant CHECK ((state IN ('QUEUED', 'RUNNING')) = (ended_at IS NULL))
);

CREATE INDEX job_unfinished ON jobs (id) WHERE ended_at IS NULL;

CREATE INDEX job_batch ON jobs (batch_id) WHERE batch_id IS NOT NULL;

CREATE INDEX job_undoes ON jobs (undoes_id) WHERE undoes_id IS NOT NULL;

CREATE TABLE job_errors (
    id {id} PRIMARY KEY,
    job_id BIGINT NOT NULL REFERENCES jobs (id),
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    code TEXT NOT NULL,
    message TEXT NOT NULL
);

CREATE INDEX job_error_job ON job_errors (job_id, id);

CREATE INDEX job_error_account ON job_errors (account_id);

CREATE TABLE users (
    id {id} PRIMARY KEY,
    email TEXT NOT NULL,
    name TEXT NOT NULL,
    password_hash TEXT,
    permissions TEXT NOT NULL,
    disabled BOOLEAN NOT NULL,
    account_id BIGINT REFERENCES accounts (id),
    whole(recorded_at),
    whole(password_set_at),
    withdrawn_at BIGINT
);

CREATE UNIQUE INDEX user_email ON users (email) WHERE withdrawn_at IS NULL;

CREATE INDEX user_account ON users (account_id) WHERE account_id IS NOT NULL;

CREATE TABLE api_tokens (
    id {id} PRIMARY KEY,
    name TEXT NOT NULL,
    prefix TEXT NOT NULL,
    secret_hash TEXT NOT NULL,
    permissions TEXT NOT NULL,
    expires_on DATE,
    last_used_at BIGINT,
    revoked_at BIGINT,
    whole(recorded_at),
    withdrawn_at BIGINT
);

CREATE UNIQUE INDEX api_token_secret ON api_tokens (secret_hash);

CREATE TABLE sessions (
    id {id} PRIMARY KEY,
    user_id BIGINT NOT NULL REFERENCES users (id),
    secret_hash TEXT NOT NULL,
    whole(recorded_at),
    whole(expires_at)
);

CREATE UNIQUE INDEX session_secret ON sessions (secret_hash);

CREATE INDEX session_of_user ON sessions (user_id);

CREATE INDEX session_end ON sessions (expires_at);

CREATE TABLE sign_in_codes (
    id {id} PRIMARY KEY,
    user_id BIGINT NOT NULL REFERENCES users (id),
    secret_hash TEXT NOT NULL,
    whole(expires_at),
    used_at BIGINT
);

CREATE UNIQUE INDEX sign_in_code_secret ON sign_in_codes (secret_hash);

CREATE INDEX sign_in_code_of_user ON sign_in_codes (user_id);

CREATE INDEX sign_in_code_end ON sign_in_codes (expires_at);
