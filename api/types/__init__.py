"""The types of the graph. What a field is in the database is declared beside it (``api/graph/relations.py``)."""
