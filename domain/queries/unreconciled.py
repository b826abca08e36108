"""Unreconciled items: their conditions, their totals, and the whole list for exports (domain R27)."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass, field, fields, replace
from typing import Any, NamedTuple, Self

from domain.core.kinds import Side, TransactionKind
from domain.core.periods import Period
from domain.queries.book_sums import EVER, book_sums
from domain.queries.pages import ALL, Listing, compiled, listed, total_counts
from domain.queries.records import OPEN_CENTS
from domain.queries.reports.totals import read_total, total
from domain.queries.sources import Source
from domain.store.program import Program, Query, Sql
from domain.tables import ItemRow
from domain.tables.book_sums import BookFigure

UNRECONCILED = (f"({OPEN_CENTS} > 0 or i.faulty_count > 0)", "i.withdrawn_at is null")
"""The conditions on ``i``: something is open, or contradictory (domain R22a).

What processing or planned money holds of an item is not open (domain R27a). The open part of a processing payment itself
is: it can be reconciled (domain R23a).
"""

_SELECT = (
    "select a.owner_name, a.number, t.number, t.reference, i.kind, i.date, i.position, i.description, "
    f"{OPEN_CENTS}, a.currency "
    "from items i join transactions t on t.id = i.transaction_id join accounts a on a.id = i.account_id "
    f"where {' and '.join(UNRECONCILED)}"
)
_ALL = Sql(f"{_SELECT} order by i.date, i.id")
_BETWEEN = Sql(f"{_SELECT} and i.date >= :first and i.date <= :last order by i.date, i.id")


class UnreconciledLine(NamedTuple):
    """One listed item, with the owner's name and the transaction's number (the receipt ID) and reference."""

    owner_name: str
    account_number: str
    number: str
    reference: str | None
    kind: TransactionKind
    date: datetime.date
    position: int
    description: str
    open_cents: int
    currency: str


def unreconciled_lines(period: Period | None) -> Program[list[UnreconciledLine]]:
    """Return every unreconciled item dated in a period (or ever), oldest first."""
    if period is None:
        rows = yield Query(_ALL)
    else:
        rows = yield Query(_BETWEEN, first=period.first, last=period.last)
    return [UnreconciledLine._make(row)._replace(kind=TransactionKind(row[4])) for row in rows]


@dataclass(slots=True)
class UnreconciledTotals:
    """The totals of unreconciled items in one currency: how many of each side, and what they have open."""

    currency: str
    debit_count: int = 0
    unreconciled_debit_cents: int = 0
    credit_count: int = 0
    unreconciled_credit_cents: int = 0
    related: dict[str, Any] = field(init=False, repr=False)


@dataclass(frozen=True, slots=True)
class UnreconciledItems(Listing[ItemRow]):
    """The list of unreconciled items; ``stored`` says which part of it is shown, as long as stored sums tell its totals."""

    stored: "StoredPart | None" = None

    @classmethod
    def listed(cls, source: Source[ItemRow]) -> Self:
        """Return the list of all unreconciled items."""
        whole = listed(source).where(*UNRECONCILED)
        return cls(**{each.name: getattr(whole, each.name) for each in fields(whole)})

    @property
    def has_stored_sums(self) -> bool:
        """See ``Listing``."""
        return self.stored is not None

    def where(self, *conditions: str, **arguments: object) -> "UnreconciledItems":
        """See ``Listing.where``: no stored sum is of a list that is narrowed by other conditions."""
        narrowed = Listing.where(self, *conditions, **arguments)
        assert isinstance(narrowed, UnreconciledItems)
        return replace(narrowed, stored=None)

    def of(self, period: Period | None, side: Side | None, kinds: Collection[TransactionKind] | None) -> Self:
        """Return the list of the items dated in a period, of one side and of some kinds; None for all."""
        narrowed: Listing[ItemRow] = self
        if period is not None:
            days = ("i.date >= :first_day", "i.date <= :last_day")
            narrowed = narrowed.where(*days, first_day=period.first, last_day=period.last)
        if side is not None:
            narrowed = narrowed.filtered("i.side = :side", side=side)
        if kinds is not None:
            narrowed = narrowed.filtered("i.kind in :kinds", kinds=list(set(kinds)))
        shown = [kind for kind in TransactionKind if side in {None, kind.side} and (kinds is None or kind in kinds)]
        assert isinstance(narrowed, UnreconciledItems)
        return replace(narrowed, stored=StoredPart(period or EVER, tuple(shown)))  # type: ignore[return-value]  # its own class


class StoredPart(NamedTuple):
    """A period and the kinds of items in it."""

    period: Period
    kinds: tuple[TransactionKind, ...]


def unreconciled_totals(listing: Listing[Any]) -> Program[list[UnreconciledTotals]]:
    """Return the totals of a list of unreconciled items, by currency, in one statement; no page narrows them."""
    found: dict[str, UnreconciledTotals] = {}
    for currency, side, count, cents in (yield from _sums_by_side(listing)):
        sums = found.setdefault(currency, UnreconciledTotals(currency))
        if side is Side.DEBIT:
            sums.debit_count += count
            sums.unreconciled_debit_cents += cents
        else:
            sums.credit_count += count
            sums.unreconciled_credit_cents += cents
    return [found[currency] for currency in sorted(found)]


def unreconciled_count(listing: Listing[Any]) -> Program[int]:
    """Return how many unreconciled items a list has in all."""
    if not isinstance(listing, UnreconciledItems) or listing.stored is None:
        return (yield from total_counts(listing, []))[ALL]
    return sum(count for _, _, count, _ in (yield from _sums_by_side(listing)))


def _sums_by_side(listing: Listing[Any]) -> Program[list[tuple[str, Side, int, int]]]:
    """Return currency, side, count and open cents of parts of a list, from the stored sums if they tell them."""
    if isinstance(listing, UnreconciledItems) and listing.stored is not None:
        period, kinds = listing.stored
        stored = book_sums((BookFigure.OPEN,), ("currency", "kind"), period)
        rows = yield Query(compiled(stored.text), **stored.arguments)
        found = [(currency, TransactionKind(kind), *sums) for currency, kind, *sums in rows]
        return [
            (currency, kind.side, int(count), read_total(high, low))
            for currency, kind, count, high, low in found
            if kind in kinds
        ]
    text = (
        f"select a.currency, i.side, count(*), {total(OPEN_CENTS)} from {listing.tables} "
        f"where {' and '.join(listing.conditions)} group by a.currency, i.side"
    )
    rows = yield Query(compiled(text), **listing.arguments)
    return [(currency, Side(side), count, read_total(high, low)) for currency, side, count, high, low in rows]
