-- The suggestions that a job applies (domain R38b).
ALTER TABLE jobs ADD COLUMN suggestions TEXT;
