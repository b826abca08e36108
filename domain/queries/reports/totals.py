"""Exact sums of any size: SQLite's ``sum`` fails beyond 2^63, which a thousand of the largest amounts exceed."""

from typing import Any

from domain.tables.book_sums import BITS


def total(cents: str) -> str:
    """Return SQL for a sum as two columns, its high and low bits, which ``read_total`` joins."""
    return f"sum(({cents}) >> {BITS}) as high, sum(({cents}) & {2**BITS - 1}) as low"


def read_total(high: Any, low: Any) -> int:
    """Return a sum from ``total``'s two columns; PostgreSQL gives them as whole decimals."""
    return (int(high) << BITS) + int(low)
