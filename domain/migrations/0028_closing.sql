-- Closed periods. Triggers refuse whatever would change one, should the services ever miss it.
CREATE TABLE books_closings (
    id {id} PRIMARY KEY,
    through DATE NOT NULL,
    reconciliations BOOLEAN NOT NULL,
    batch_id BIGINT NOT NULL REFERENCES batches (id),
    whole(recorded_at),
    recorded_by TEXT NOT NULL,
    reopened_at BIGINT,
    reopened_by TEXT,
    reopened_reason TEXT,
    CONSTRAINT books_reopening_whole CHECK ((reopened_at IS NULL) = (reopened_by IS NULL))
);

CREATE UNIQUE INDEX books_closing_active ON books_closings (through, reconciliations) WHERE reopened_at IS NULL;

CREATE INDEX books_closing_order ON books_closings (recorded_at, id);

CREATE INDEX books_closing_batch ON books_closings (batch_id);
