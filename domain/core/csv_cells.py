"""Cells of CSV files that a spreadsheet opens."""

import re
from collections.abc import Sequence

_FORMULA = re.compile(r"""(^|;[\s"]*)(?=[=+\-@\t\r])""")
"""Where a spreadsheet takes a cell for a formula; one that expects semicolons begins a cell behind each of them."""
_FIRST = frozenset("=+-@\t\r")
_ANY_FORMULA = re.compile(r"(?:^|\n)[=+\-@\t\r]|;")
"""Where one of several texts, a line each, may be a formula."""


def csv_cell(value: object) -> object:
    """Return a value as a cell: a text that cannot be a formula, and nothing for None."""
    if isinstance(value, str):
        return _FORMULA.sub(r"\1'", value) if value[:1] in _FIRST or ";" in value else value
    return "" if value is None else value


def csv_cells(values: Sequence[object]) -> Sequence[object]:
    """Return ``csv_cell`` of texts and None in one column; most columns have no formula, which one look shows."""
    texts = "\n".join([value for value in values if type(value) is str])
    return list(map(csv_cell, values)) if _ANY_FORMULA.search(texts) else values
