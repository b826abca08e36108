-- Large files, checked as a whole, and their rows until a job has published them (domain R24b).
CREATE TABLE staged_files (
    id {id} PRIMARY KEY,
    job_id BIGINT NOT NULL REFERENCES jobs (id),
    kind TEXT NOT NULL,
    source TEXT NOT NULL,
    skip_bad_rows BOOLEAN NOT NULL,
    keep_errors BOOLEAN NOT NULL,
    permissions TEXT NOT NULL,
    whole(row_count),
    whole(created),
    whole(unchanged),
    whole(faulty),
    whole(published)
);

CREATE UNIQUE INDEX staged_file_of_job ON staged_files (job_id);

CREATE TABLE staged_rows (
    id {id} PRIMARY KEY,
    job_id BIGINT NOT NULL REFERENCES jobs (id),
    whole(part),
    whole(place),
    whole(row_count),
    content TEXT NOT NULL
);

CREATE UNIQUE INDEX staged_rows_of_part ON staged_rows (job_id, part, place);
