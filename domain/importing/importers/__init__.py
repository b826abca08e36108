"""Importers: rows become records, one module a kind of file.

An importer gets the rows of a file, whatever its format, and a ``Tally``: it locks what the rows name, reads what is
stored, notes every problem, and leaves new records in the unit of work. A new kind gets a module here and a line in
``IMPORTERS`` (``kinds.py``).
"""
