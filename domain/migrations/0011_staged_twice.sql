-- Files that are staged already were checked by the old rules.
ALTER TABLE staged_files ADD COLUMN digest TEXT NOT NULL DEFAULT '';

ALTER TABLE staged_files ADD COLUMN even_if_same BOOLEAN NOT NULL DEFAULT TRUE;

ALTER TABLE staged_files ADD COLUMN whole(duplicates) DEFAULT 0;

UPDATE staged_files SET created = 0, unchanged = 0, faulty = 0
WHERE job_id IN (SELECT id FROM jobs WHERE ended_at IS NULL);
