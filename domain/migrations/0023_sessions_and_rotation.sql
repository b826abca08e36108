-- Sessions say whose browser they are, and tokens get new secrets beside which the former ones work for a while.
ALTER TABLE sessions ADD COLUMN whole(last_used_at) DEFAULT 0;

ALTER TABLE sessions ADD COLUMN method TEXT;

ALTER TABLE sessions ADD COLUMN browser TEXT NOT NULL DEFAULT '';

ALTER TABLE sessions ADD COLUMN address TEXT NOT NULL DEFAULT '';

UPDATE sessions SET last_used_at = recorded_at;

ALTER TABLE users ADD COLUMN sessions_ended_at BIGINT;

ALTER TABLE api_tokens ADD COLUMN rotated_at BIGINT;

ALTER TABLE api_tokens ADD COLUMN former_until BIGINT;

ALTER TABLE api_tokens ADD COLUMN former_secret_hash TEXT;

ALTER TABLE api_tokens ADD COLUMN former_used_at BIGINT;

CREATE UNIQUE INDEX api_token_former_secret ON api_tokens (former_secret_hash) WHERE former_secret_hash IS NOT NULL;
