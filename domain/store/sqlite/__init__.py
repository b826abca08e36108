"""SQLite as the database: one writer with group commit, and read connections of their own."""
