"""The migrations: each is its SQL files, and a module beside them where data must be filled (``store/migration.py``)."""
