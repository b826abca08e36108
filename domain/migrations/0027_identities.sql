-- Identities at the organisation's sign-in provider, each linked to one user (domain R33e).
CREATE TABLE identities (
    id {id} PRIMARY KEY,
    user_id BIGINT NOT NULL REFERENCES users (id),
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    email TEXT NOT NULL,
    whole(recorded_at),
    withdrawn_at BIGINT
);

CREATE UNIQUE INDEX identity_subject ON identities (issuer, subject) WHERE withdrawn_at IS NULL;

CREATE INDEX identity_of_user ON identities (user_id);
