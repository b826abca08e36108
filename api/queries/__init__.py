"""The query root: its fields, its lists and its lookups."""
