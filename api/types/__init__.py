"""The types of the graph. Each field is declared with the relation that loads it (``api/graph/relations.py``)."""
