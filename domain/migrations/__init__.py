"""Tortoise migrations, each with its SQL beside it (``store/ddl.py`` has the operations)."""
