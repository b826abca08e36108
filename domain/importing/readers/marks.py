"""Numbers of transactions in one cell, semicolons between them, each with an amount or without: ``INV-1:50.00;INV-2``."""

from collections.abc import Callable, Iterator
from typing import NamedTuple


class NumberMark(NamedTuple):
    """A transaction's number as the cell has it, and the amount behind its colon ("" if there is none)."""

    number: str
    amount: str


def marks_in(text: str) -> list[NumberMark]:
    """Return the marks in a cell; what follows the last colon is an amount if it has a digit."""
    return [_mark(part.strip()) for part in text.split(";") if part.strip()]


def amounts_in(text: str) -> Iterator[str]:
    """Yield the amounts in a cell of marks."""
    return (mark.amount for mark in marks_in(text) if mark.amount)


def plain_marks(text: str, plain_amount: Callable[[str], str]) -> str:
    """Return a cell of marks with each amount in its plain form; raises what ``plain_amount`` raises."""
    return ";".join(
        f"{mark.number}:{plain_amount(mark.amount)}" if mark.amount else mark.number for mark in marks_in(text)
    )


def _mark(text: str) -> NumberMark:
    number, colon, amount = (part.strip() for part in text.rpartition(":"))
    is_amount = bool(colon) and any(each.isdecimal() for each in amount)
    return NumberMark(number, amount) if is_amount else NumberMark(text, "")
