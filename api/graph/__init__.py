"""How the graph is answered: a plan of set-based statements, one a level whatever the breadth, into slotted rows.

An operation's reads are planned from its selection before anything is executed, and run as one ``Steps``; executing then
only picks attributes off rows. What a field is in the database is declared beside its type (``relations.py``).
"""
