"""Sums that are exact however large: SQLite's ``sum`` fails beyond 2^63, which a thousand of the largest amounts reach."""

from typing import Any

BITS = 32
LOW = 2**BITS - 1


def total(cents: str) -> str:
    """The sum of an expression as the columns ``high`` and ``low``, of its bits; ``read_total`` puts them together."""
    return f"sum(({cents}) >> {BITS}) as high, sum(({cents}) & {LOW}) as low"


def read_total(high: Any, low: Any) -> int:
    """A sum from ``total``'s two columns; PostgreSQL gives them as whole decimals."""
    return (int(high) << BITS) + int(low)
