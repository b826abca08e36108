"""How the graph is answered: planned as set-based statements, one a level for any breadth, that load slotted rows.

An operation's reads are planned from its selection before anything is executed, and run as one ``Program``; executing then
only picks attributes off rows. What a field is in the database is declared beside its type (``relations.py``).
"""
