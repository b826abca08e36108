"""Permissions as directives of the schema: declared, read once at start, and checked before anything runs."""
