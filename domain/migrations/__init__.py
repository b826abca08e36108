"""Tortoise migrations, each with its SQL written out for both databases (see ``sql.py`` in ``store/`` for the operations)."""
