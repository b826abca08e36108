-- Endpoints that hear of changes, and what became of each delivery.
CREATE TABLE webhooks (
    id {id} PRIMARY KEY,
    url TEXT NOT NULL,
    kinds TEXT NOT NULL,
    paused BOOLEAN NOT NULL,
    whole(recorded_at),
    withdrawn_at BIGINT,
    rotated_at BIGINT,
    former_until BIGINT,
    secret TEXT NOT NULL,
    former_secret TEXT,
    whole(position),
    failing_since BIGINT,
    whole(attempts),
    whole(next_attempt_at),
    gave_up_at BIGINT
);

CREATE TABLE webhook_deliveries (
    id {id} PRIMARY KEY,
    webhook_id BIGINT NOT NULL REFERENCES webhooks (id),
    whole(position),
    kind TEXT NOT NULL,
    whole(attempts),
    status BIGINT,
    failure TEXT,
    whole(attempted_at),
    delivered_at BIGINT,
    next_attempt_at BIGINT
);

CREATE UNIQUE INDEX webhook_delivery ON webhook_deliveries (webhook_id, position);

CREATE INDEX webhook_delivery_age ON webhook_deliveries (attempted_at);
