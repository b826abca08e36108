"""Cells of CSV files that a spreadsheet opens."""

import re

_FORMULA = re.compile(r"""(^|;[\s"]*)(?=[=+\-@\t\r])""")
"""Where a spreadsheet takes a cell for a formula; one that expects semicolons begins a cell behind each of them."""
_FIRST = frozenset("=+-@\t\r")


def csv_cell(value: object) -> object:
    """Return a value as a cell: a text that cannot be a formula, and nothing for None."""
    if isinstance(value, str):
        return _FORMULA.sub(r"\1'", value) if value[:1] in _FIRST or ";" in value else value
    return "" if value is None else value
