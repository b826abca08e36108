-- Named sets of permissions. A user holds those of their role, and those on their own row beside them.
CREATE TABLE roles (
    id {id} PRIMARY KEY,
    name TEXT NOT NULL,
    permissions TEXT NOT NULL,
    whole(recorded_at),
    withdrawn_at BIGINT,
    name_key {key} NOT NULL
);

CREATE UNIQUE INDEX role_name ON roles (name_key) WHERE withdrawn_at IS NULL;

ALTER TABLE users ADD COLUMN role_id BIGINT REFERENCES roles (id);

CREATE INDEX user_role ON users (role_id) WHERE role_id IS NOT NULL;
