"""Readers: a file's bytes become rows of cells, and a cell's text becomes a value. They know no records and no database.

A file passes ``encoding.py`` (bytes to text), ``table.py`` (text to rows of cells) and ``header.py`` (which cell is which
column); ``cells.py`` turns one cell into a date, an amount or a name. A new encoding, separator, language of column names
or way to write a date goes there, and no importer changes.
"""
