-- The feed of changes: positions for all events of the audit log, in the order in which they were recorded.

CREATE TABLE feed_ranges (
    id {id} PRIMARY KEY,
    whole(account_id),
    whole(first_seq),
    whole(last_seq),
    shown_at BIGINT
);

CREATE INDEX feed_range_chain ON feed_ranges (account_id, first_seq);

CREATE TABLE feed_waiting (
    id {numbered} PRIMARY KEY,
    whole(account_id),
    whole(batch_id),
    whole(first_seq),
    whole(last_seq),
    shown_at BIGINT
);

CREATE TEMPORARY TABLE feed_history AS
WITH placed AS (
    SELECT coalesce(e.account_id, 0) AS account_id, e.batch_id, e.seq, e.recorded_at, e.id,
        CASE WHEN e.action = 'batch.shown' THEN 1 ELSE 0 END AS shows,
        CASE WHEN e.before IS NULL AND e.after LIKE '%,[],%' THEN 1 ELSE 0 END AS hides,
        e.seq - row_number() OVER (PARTITION BY e.account_id, e.batch_id, e.recorded_at ORDER BY e.seq) AS island
    FROM audit_events e
),
units AS (
    SELECT account_id, batch_id, recorded_at, min(id) AS first_id, min(seq) AS first_seq, max(seq) AS last_seq,
        max(shows) AS shows, max(hides) AS hides
    FROM placed
    GROUP BY account_id, batch_id, recorded_at, island
)
SELECT account_id, batch_id, recorded_at, first_id, first_seq, last_seq, shows, hides,
    max(CASE WHEN shows = 1 THEN recorded_at END) OVER (PARTITION BY account_id, batch_id) AS shown_at
FROM units;

INSERT INTO feed_ranges (id, account_id, first_seq, last_seq, shown_at)
SELECT 1 + coalesce(sum(last_seq - first_seq + 1) OVER (
        ORDER BY CASE WHEN shows + hides > 0 THEN shown_at ELSE recorded_at END, account_id, first_seq
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ), 0),
    account_id, first_seq, last_seq, CASE WHEN shows + hides > 0 THEN shown_at END
FROM feed_history
WHERE hides = 0 OR shown_at IS NOT NULL;

INSERT INTO feed_waiting (account_id, batch_id, first_seq, last_seq, shown_at)
SELECT account_id, batch_id, first_seq, last_seq, 0 FROM feed_history WHERE hides = 1 AND shown_at IS NULL
ORDER BY first_id;

DROP TABLE feed_history;
