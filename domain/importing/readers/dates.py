"""Dates in one order of day, month and year, which the whole file shows (domain R41)."""

import datetime
import enum
import re
from functools import lru_cache

from domain.core.periods import parse_day
from domain.core.text import quoted
from domain.errors import AmbiguousFile, InvalidDate
from domain.importing.readers.names import key_of
from domain.importing.readers.rows import PlacedText, remember
from domain.texts import say


class DateOrder(enum.StrEnum):
    """The order of day, month and year in a file's dates."""

    ISO = "ISO"
    DMY = "DMY"
    MDY = "MDY"
    YMD = "YMD"


EXAMPLES = {
    DateOrder.ISO: "2026-01-31",
    DateOrder.DMY: "31/01/2026",
    DateOrder.MDY: "01/31/2026",
    DateOrder.YMD: "2026/01/31",
}
_ORDERS = (DateOrder.DMY, DateOrder.MDY, DateOrder.YMD)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MONTHS = (
    "jan january janv janvier",
    "feb february fev fevr fevrier",
    "mar march mars",
    "apr april avr avril",
    "may mai",
    "jun june juin",
    "jul july juil juillet",
    "aug august aout",
    "sep sept september septembre",
    "oct october octobre",
    "nov november novembre",
    "dec december decembre",
)
_PARTS = {
    "D": "(?P<day>[0-9]{1,2})",
    "M": r"(?P<month>[0-9]{1,2}|[^\W\d_]{3,9})\.?",
    "Y": "(?P<year>[0-9]{4}|[0-9]{2})",
}
_BETWEEN = "(?:[-/. ]|, | de )"
_PATTERNS = {order: re.compile(_BETWEEN.join(_PARTS[part] for part in order.value)) for order in _ORDERS}
_CENTURY_ENDS = 70
"""A year of two digits is one from 1970 to 2069."""
_MONTH_NUMBERS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}


def parse_in_order(text: str, order: DateOrder) -> datetime.date:
    """Return the day of a text in one order; raises ``InvalidDate``."""
    if order is DateOrder.ISO:
        return parse_day(text)
    day = _day_in_order(text, order)
    if day is None:
        raise InvalidDate(say("cell-not-date", text=quoted(text), example=EXAMPLES[order]))
    return day


class DateOrders:
    """The orders in which all dates of a file can be read, as far as it was seen.

    A file with an ISO date is ISO. Texts that are a date in no order settle nothing: they are bad rows.
    """

    def __init__(self) -> None:
        self._seen: set[str] = set()
        self._is_iso = False
        self._first: PlacedText | None = None
        self._contrary: PlacedText | None = None
        self._possible = frozenset(_ORDERS)

    def knows(self, text: str) -> bool:
        """Return True if a text cannot tell anything new."""
        return self._is_iso or text in self._seen

    def see(self, each: PlacedText) -> None:
        """Take the next date of the file into account."""
        if self.knows(each.text):
            return
        remember(self._seen, each.text)
        if _ISO.fullmatch(each.text):
            self._is_iso = True
            return
        orders = frozenset(order for order in _ORDERS if _day_in_order(each.text, order) is not None)
        if orders:
            self._first = self._first or each
            if not self._possible & orders:
                self._contrary = self._contrary or each
            self._possible &= orders

    @property
    def order(self) -> DateOrder | None:
        """Return the only order in which all dates can be read; None where there is none.

        Raises ``AmbiguousFile`` where two orders are possible, and where two dates contradict each other.
        """
        if self._is_iso:
            return DateOrder.ISO
        if self._first is None:
            return None
        if len(self._possible) == 1:
            return next(iter(self._possible))
        raise self._ambiguous(self._first)

    def _ambiguous(self, first: PlacedText) -> AmbiguousFile:
        if self._possible:
            readings = [
                say("file-date-reading", day=f"{_day_in_order(first.text, order)}", option=_option(order))
                for order in _ORDERS
                if order in self._possible
            ]
            between = say("file-date-or", left=readings[0], right=readings[1])
            for each in readings[2:]:
                between = say("file-date-or", left=between, right=each)
            message = say("file-dates-ambiguous", text=first.text, line=str(first.line), readings=between)
            return AmbiguousFile(message, "dates")
        other = self._contrary or first
        message = say(
            "file-dates-contradict", text=first.text, line=str(first.line), other=other.text, other_line=str(other.line)
        )
        return AmbiguousFile(message, "dates")


def _option(order: DateOrder) -> str:
    return f"--dates {order.lower()}"


@lru_cache(maxsize=10_000)  # the days of a file repeat
def _day_in_order(text: str, order: DateOrder) -> datetime.date | None:
    """Return the day of a text in one order, or None: day and month have one or two digits, the year two or four."""
    found = _PATTERNS[order].fullmatch(text)
    if found is None:
        return None
    month = found["month"]
    try:
        number = int(month) if month.isdecimal() else _MONTH_NUMBERS[key_of(month)]
        return datetime.date(_full_year(found["year"]), number, int(found["day"]))
    except (KeyError, ValueError):  # such as 30 February
        return None


def _full_year(text: str) -> int:
    year = int(text)
    if len(text) == len("2026"):
        return year
    return year + (2000 if year < _CENTURY_ENDS else 1900)
