-- Second factors of the staff, what of them was used, and the steps of a sign-in (domain R33d).
CREATE TABLE passkeys (
    id {id} PRIMARY KEY,
    user_id BIGINT NOT NULL REFERENCES users (id),
    name TEXT NOT NULL,
    credential_id TEXT NOT NULL,
    public_key TEXT NOT NULL,
    rp_id TEXT NOT NULL,
    whole(recorded_at),
    withdrawn_at BIGINT
);

CREATE UNIQUE INDEX passkey_credential ON passkeys (credential_id) WHERE withdrawn_at IS NULL;

CREATE INDEX passkey_of_user ON passkeys (user_id);

CREATE TABLE authenticators (
    id {id} PRIMARY KEY,
    user_id BIGINT NOT NULL REFERENCES users (id),
    secret TEXT NOT NULL,
    whole(recorded_at),
    withdrawn_at BIGINT
);

CREATE UNIQUE INDEX authenticator_of_user ON authenticators (user_id) WHERE withdrawn_at IS NULL;

CREATE INDEX authenticator_user ON authenticators (user_id);

CREATE TABLE factor_uses (
    id {id} PRIMARY KEY,
    whole(factor_id),
    whole(counter),
    last_used_at BIGINT
);

CREATE UNIQUE INDEX factor_use ON factor_uses (factor_id);

CREATE TABLE recovery_codes (
    id {id} PRIMARY KEY,
    user_id BIGINT NOT NULL REFERENCES users (id),
    secret_hash TEXT NOT NULL,
    whole(recorded_at),
    used_at BIGINT
);

CREATE UNIQUE INDEX recovery_code_secret ON recovery_codes (secret_hash);

CREATE INDEX recovery_code_of_user ON recovery_codes (user_id);

CREATE TABLE sign_in_steps (
    id {id} PRIMARY KEY,
    purpose TEXT NOT NULL,
    user_id BIGINT REFERENCES users (id),
    secret_hash TEXT NOT NULL,
    challenge TEXT NOT NULL,
    rp_id TEXT NOT NULL,
    origin TEXT NOT NULL,
    password_set_at BIGINT,
    whole(expires_at)
);

CREATE UNIQUE INDEX sign_in_step_secret ON sign_in_steps (secret_hash);

CREATE INDEX sign_in_step_of_user ON sign_in_steps (user_id) WHERE user_id IS NOT NULL;

CREATE INDEX sign_in_step_end ON sign_in_steps (expires_at);

ALTER TABLE users ADD COLUMN factors_changed_at BIGINT;
