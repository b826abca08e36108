"""Tortoise migrations, each with its SQL beside it (``store/migration.py`` has the operations)."""
