CREATE TABLE commit_marks (
    id {id} PRIMARY KEY,
    whole(mark),
    whole(expires_at)
);
