"""The rules of reconciliation, pure: no database, no clock, no waiting. Values in, decisions out."""
