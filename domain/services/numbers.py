"""Transaction numbers: requested ones, if free, and generated ones, which skip those in use (domain R5, R5a, R5c).

``load_numbers`` looks up the numbers of all rows of an input at once, and ``NumberPool`` then hands them out row by row, so
that ten thousand rows cost no more statements than one.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from domain.core.kinds import TransactionKind
from domain.core.text import clean_optional_number, number_form
from domain.errors import DuplicateNumber, InvalidValue
from domain.queries.records import taken_numbers
from domain.queries.series import last_of_series
from domain.store.program import Program
from domain.store.unit_of_work import UnitOfWork
from domain.tables import AccountRow
from domain.texts import say

PREFIX = {
    TransactionKind.INVOICE: "INV",
    TransactionKind.PAYMENT: "PAY",
    TransactionKind.DEPOSIT: "DEP",
    TransactionKind.CREDIT: "CRE",
    TransactionKind.CANCELLATION: "CAN",
    TransactionKind.REFUND: "REF",
    TransactionKind.PAYMENT_CORRECTION: "COR",
}
"""The prefix of a generated number; the account's number and a count follow: ``INV-1007-3``.

Each account has a count for each kind, which its lock protects, so that accounts never wait for each other's numbers. A dry
run generates the same number as the real run.
"""
COUNTS = {
    TransactionKind.INVOICE: "invoice_seq",
    TransactionKind.PAYMENT: "payment_seq",
    TransactionKind.DEPOSIT: "deposit_seq",
    TransactionKind.CREDIT: "credit_seq",
    TransactionKind.CANCELLATION: "cancellation_seq",
    TransactionKind.REFUND: "refund_seq",
    TransactionKind.PAYMENT_CORRECTION: "correction_seq",
}
"""The account's column that counts the generated numbers of a kind (domain R5c)."""


class NumberRequest(NamedTuple):
    """A request for a number: the ``requested`` one, or the next generated one of the account and kind."""

    account: AccountRow
    kind: TransactionKind
    requested: str | None = None


class Number(NamedTuple):
    """A free number. ``seq`` is the account's count once a generated one is used, None for any other number."""

    text: str
    seq: int | None = None


class NumberPool:
    """Hands out free numbers, as far as ``load_numbers`` has looked them up.

    A number is used up when its transaction is recorded (``recording.record``).
    """

    def __init__(self, unit: UnitOfWork, in_use: Collection[str]) -> None:
        self._unit = unit
        self._in_use = in_use

    def free(self, request: NumberRequest) -> Number:
        """Return the requested number, or the next generated one. Raises ``InvalidValue`` and ``DuplicateNumber``."""
        text = clean_optional_number(request.requested, "number")
        if text is None:
            return self._generate(request.account, request.kind)
        check_not_of_series(self._unit, request.kind, text, "number")
        if self._is_in_use(text):
            raise DuplicateNumber(say("number-taken", number=text), "number")
        return Number(text)

    def _generate(self, account: AccountRow, kind: TransactionKind) -> Number:
        if kind is TransactionKind.INVOICE and self._unit.invoice_series is not None:
            return self._next_of_series(self._unit.invoice_series)
        seq = getattr(account, COUNTS[kind]) + 1
        while self._is_in_use(_generated(account, kind, seq)):
            seq += 1
        return Number(_generated(account, kind, seq), seq)

    def _next_of_series(self, series: str) -> Number:
        """Return the number after the last one of the series; ``record`` uses it up."""
        assert self._unit.series_seq is not None, "load_numbers has not read the series"
        seq = self._unit.series_seq + 1
        while self._is_in_use(series_number(series, seq)):
            seq += 1
        text = series_number(series, seq)
        self._unit.series_numbers[text] = seq
        return Number(text)

    def _is_in_use(self, text: str) -> bool:
        return text in self._in_use or text in self._unit.numbers


def series_number(series: str, seq: int) -> str:
    """Return the invoice number at a place of a series: F-7 in the series F or F-."""
    return f"{series}-{seq}" if series[-1].isalnum() else f"{series}{seq}"


def check_not_of_series(unit: UnitOfWork, kind: TransactionKind, number: str, *field: str) -> None:
    """Raise ``InvalidValue`` for a requested number that only the organisation's series may give (domain R5c)."""
    series = unit.invoice_series
    if series is None:
        return
    if kind is TransactionKind.INVOICE:
        message = say("number-of-series", series=series)
        raise InvalidValue(message, *field)
    if is_of_series(series, number):
        raise InvalidValue(say("number-like-series", number=number), *field)


def is_of_series(series: str, number: str) -> bool:
    """Return True if a number is one that the series may give."""
    before, digits = series_number(series, 0)[:-1].casefold(), number[len(series_number(series, 0)) - 1 :]
    return number.casefold().startswith(before) and digits.isascii() and digits.isdigit()


def lock_for_invoices(unit: UnitOfWork) -> Program[None]:
    """Lock the organisation, before any account, if invoices get their numbers from its series (domain R5c)."""
    if unit.invoice_series is not None:
        yield from unit.lock_organisation()


def load_numbers(
    unit: UnitOfWork, requests: Sequence[NumberRequest], reserved: Collection[str] = ()
) -> Program[NumberPool]:
    """Look up the numbers that transactions on locked accounts may get: one statement for any number of requests.

    ``reserved`` are numbers that others will use, which none is generated to equal.

    Where generated numbers are in use already, each further statement looks twice as far ahead as the one before. With a
    series of invoices, the caller has locked the organisation (``lock_for_invoices``).
    """
    lookup = _requested(requests)
    unavailable = lookup | unit.numbers | set(reserved)
    lookaheads: dict[tuple[int, TransactionKind], _Lookahead] = {}
    from_series = 0
    for account, kind, requested in requests:
        if number_form(requested or ""):
            continue
        if kind is TransactionKind.INVOICE and unit.invoice_series is not None:
            from_series += 1
            continue
        count = getattr(account, COUNTS[kind])
        named = partial(_generated, account, kind)
        lookaheads.setdefault((account.id, kind), _Lookahead(named, count, count)).transactions += 1
    in_use: set[str] = set(reserved)
    while lookup := lookup | {text for each in lookaheads.values() for text in each.next_numbers(unavailable)}:
        found = yield from taken_numbers(lookup)
        in_use |= found
        unavailable |= found
        lookup = set()
    if from_series:
        in_use |= yield from _load_series(unit, from_series)
    return NumberPool(unit, in_use)


def _load_series(unit: UnitOfWork, count: int) -> Program[set[str]]:
    """Read where the series stands; return which of its next numbers are in use outside it."""
    series = unit.invoice_series
    assert series is not None, "there is a series"
    assert unit.organisation is not None, "a series is read under the organisation's lock"
    if unit.series_seq is None:
        unit.series_seq = yield from last_of_series(series)
    ahead = _Lookahead(partial(series_number, series), unit.series_seq, unit.series_seq, count)
    in_use: set[str] = set()
    while lookup := ahead.next_numbers(in_use):
        in_use |= yield from taken_numbers(lookup)
    return in_use


def _requested(requests: Sequence[NumberRequest]) -> set[str]:
    """Return the valid requested numbers; ``NumberPool.free`` refuses the others row by row."""
    found: set[str] = set()
    for each in requests:
        try:
            text = clean_optional_number(each.requested)
        except InvalidValue:
            continue
        if text is not None:
            found.add(text)
    return found


@dataclass(slots=True)
class _Lookahead:
    """How far ahead of a count to look so that each of its transactions finds a free number."""

    named: Callable[[int], str]
    count: int
    known_to: int
    transactions: int = 0
    free: int = 0
    latest: range = range(0)

    def next_numbers(self, unavailable: Collection[str]) -> set[str]:
        """Return the numbers to look up next, given which of the latest ones are unavailable; none once enough are free."""
        self.free += sum(self.named(seq) not in unavailable for seq in self.latest)
        further = max(self.transactions, self.known_to - self.count)
        self.latest = range(0)
        if self.free < self.transactions:
            self.latest = range(self.known_to + 1, self.known_to + further + 1)
            self.known_to += further
        return {self.named(seq) for seq in self.latest}


def _generated(account: AccountRow, kind: TransactionKind, seq: int) -> str:
    return f"{PREFIX[kind]}-{account.number}-{seq}"
