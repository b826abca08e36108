"""The database: opening and checking it, the one way to run a unit of work, locks and reads (see ``store.py``)."""
