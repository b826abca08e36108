-- Marks by which a commit is known whose answer was lost.
CREATE TABLE commit_marks (
    id {id} PRIMARY KEY,
    whole(mark),
    whole(expires_at)
);
