-- When somebody last proved who they are: a session that the sign-in provider opened may be younger than that (domain R33e).
ALTER TABLE sessions ADD COLUMN authenticated_at BIGINT;

UPDATE sessions SET authenticated_at = recorded_at WHERE method IS NULL OR method <> 'PROVIDER';
