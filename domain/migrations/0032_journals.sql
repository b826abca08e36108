-- Journals that were exported to the ledger. Neither they nor their lines ever change.
CREATE TABLE journals (
    id {id} PRIMARY KEY,
    seq BIGINT NOT NULL,
    number TEXT NOT NULL,
    currency TEXT NOT NULL,
    first_day DATE NOT NULL,
    last_day DATE NOT NULL,
    begun_through DATE NOT NULL,
    correction BOOLEAN NOT NULL,
    whole(amount_cents),
    whole(line_count),
    lines_hash TEXT NOT NULL,
    batch_id BIGINT NOT NULL REFERENCES batches (id),
    whole(recorded_at),
    recorded_by TEXT NOT NULL,
    CONSTRAINT journal_days_in_order CHECK (first_day <= last_day)
);

CREATE UNIQUE INDEX journal_seq ON journals (seq);

CREATE INDEX journal_batch ON journals (batch_id);

CREATE TABLE journal_lines (
    id {id} PRIMARY KEY,
    journal_id BIGINT NOT NULL REFERENCES journals (id),
    whole(position),
    currency TEXT NOT NULL,
    day DATE NOT NULL,
    role TEXT NOT NULL,
    method TEXT,
    ledger_code_id BIGINT REFERENCES ledger_codes (id),
    side TEXT NOT NULL,
    cents BIGINT NOT NULL,
    date DATE NOT NULL,
    account TEXT NOT NULL,
    description TEXT NOT NULL,
    reference TEXT NOT NULL,
    CONSTRAINT journal_line_of_one_account CHECK (
        (method IS NOT NULL) = (role = 'CLEARING') AND (ledger_code_id IS NOT NULL) = (role = 'LEDGER_CODE')
    ),
    CONSTRAINT journal_line_amount CHECK (cents <> 0)
);

CREATE UNIQUE INDEX journal_line_position ON journal_lines (journal_id, position);

CREATE INDEX journal_line_day ON journal_lines (currency, day);

CREATE INDEX journal_line_ledger_code ON journal_lines (ledger_code_id);
