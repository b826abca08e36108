"""PostgreSQL as the database: ``backend.py`` (pool, slots, retries), ``session.py`` and ``connection.py`` below it."""
