REBUILD TABLE jobs (
    id {id} PRIMARY KEY,
    kind TEXT NOT NULL CONSTRAINT job_kind CHECK (
        kind IN (
            'RECONCILE_ALL', 'RECONCILE_ACCOUNT', 'UNDO', 'IMPORT', 'APPLY_SUGGESTIONS', 'DOCUMENTS', 'SEND_DOCUMENTS'
        )
    ),
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
    suggestions TEXT,
    documents TEXT,
    CONSTRAINT job_done_within_total CHECK (
        done >= 0 AND done <= total AND error_count >= 0 AND error_count <= done
        AND reconciliations >= 0 AND amount_cents >= 0
    ),
    CONSTRAINT job_end_has_instant CHECK ((state IN ('QUEUED', 'RUNNING')) = (ended_at IS NULL))
);
