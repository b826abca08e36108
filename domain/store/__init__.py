"""The database as a tool: start-up and checks, the one way to run an atomic block, locks and reads (see ``store.py``)."""
