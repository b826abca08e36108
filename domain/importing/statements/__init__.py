"""Readers of bank files: each turns a file of one format into the same events, and knows no records and no database.

``reader.py`` is the way in, ``events.py`` what it yields. ``formats.py`` tells a file's format by its content. ``camt.py``,
``mt940.py`` and ``ofx.py`` read a format each, ``bank_csv.py`` what a bank exports as CSV, ``processor_csv.py`` with
``stripe.py`` and ``paypal.py`` what payment processors do. None of them keeps what it has read.
"""
