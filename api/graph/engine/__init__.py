"""Documents compiled once: what an operation selects, and a function that builds its answer from loaded rows.

Knows GraphQL and rows, and nothing of what is billed. ``sources`` says where a field's value is, ``selection`` what an
operation selects of each type, ``reading`` which attributes of a row that reads, and ``building`` writes the function.
"""
