ALTER TABLE jobs ADD COLUMN suggestions TEXT;
