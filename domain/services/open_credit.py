"""An account's open credit while refunds are recorded, one after the other (domain R20b)."""

import datetime
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager

from domain.errors import Refusal
from domain.queries.cancellations import cancellations_of
from domain.queries.open_credit import CreditOfDay, OpenRefund, open_credit_by_day, open_refunds, owed_by_refunds
from domain.services.numbers import COUNTS
from domain.services.reconciliation_rows import ReconciliationEnd
from domain.store.program import Program
from domain.store.unit_of_work import UnitOfWork
from domain.tables import AccountRow, ItemRow


class RefundableCredit:
    """An account's open arrived credit by date, less what refunds of this unit are reconciled with.

    ``owed_cents`` is what refunds that are not reconciled yet have paid out of it, those of this unit included.
    """

    def __init__(self, credit: Iterable[CreditOfDay], owed_cents: int) -> None:
        self._stored_owed_cents = owed_cents
        self._plain: Counter[datetime.date] = Counter()
        self._floating: defaultdict[int, Counter[datetime.date]] = defaultdict(Counter)
        self._held_cents: dict[int, int] = {}
        self._refunds: list[ReconciliationEnd] = []
        for each in credit:
            if each.held_on is None:
                self._plain[each.date] += each.cents
            else:
                self._floating[each.held_on][each.date] += each.cents
                self._held_cents[each.held_on] = each.held_cents

    @property
    def owed_cents(self) -> int:
        """Return what earlier refunds have paid out of the open credit already."""
        return self._stored_owed_cents + sum(end.item.unreconciled_cents for end in self._refunds)

    def owing_numbers(self, account_id: int) -> Program[list[str]]:
        """Return the numbers of these refunds, those of this unit among them, the oldest first."""
        stored = yield from open_refunds(account_id)
        ours = [
            OpenRefund(end.item.date, end.item.recording_seq, end.transaction.number)
            for end in self._refunds
            if end.item.unreconciled_cents
        ]
        return [each.number for each in sorted([*stored, *ours])]

    def open_cents(self, through: datetime.date = datetime.date.max) -> int:
        """Return the open arrived credit dated up to a day; without what processing money holds back (domain R7a)."""
        free = _up_to(through, self._plain)
        for item_id, floating in self._floating.items():
            refundable = max(0, floating.total() - self._held_cents[item_id])
            free += min(_up_to(through, floating), refundable)
        return free

    def first_day(self, cents: int) -> datetime.date:
        """Return the first day by which so much credit is there; it never falls from day to day, and comes to so much."""
        days = sorted({*self._plain, *(day for floating in self._floating.values() for day in floating)})
        return days[bisect_left(days, cents, key=self.open_cents)]

    def use(self, refund: ReconciliationEnd, sources: Iterable[tuple[ReconciliationEnd, int]]) -> None:
        """Count a refund, which may still be open, and the cents of each source that it is reconciled with."""
        self._refunds.append(refund)
        self.take(sources)

    def take(self, sources: Iterable[tuple[ReconciliationEnd, int]]) -> None:
        """Count the cents that are used of each source."""
        for end, cents in sources:
            cancelled = end.item.cancels_id
            of = self._plain if cancelled is None else self._floating.get(cancelled, self._plain)
            of[end.item.date] -= cents


def _up_to(day: datetime.date, cents: Mapping[datetime.date, int]) -> int:
    return sum(each for date, each in cents.items() if date <= day)


class EarlierRefunds:
    """What the refunds of one unit use that are not written yet: each item is one object for all of them."""

    def __init__(self) -> None:
        self._ends: dict[int, ReconciliationEnd] = {}
        self._credits: dict[int, RefundableCredit] = {}
        self._hidden: list[tuple[ReconciliationEnd, int]] = []

    def shared(self, ends: Mapping[int, ReconciliationEnd]) -> dict[int, ReconciliationEnd]:
        """Return the ends of items as earlier refunds left them."""
        return {item_id: self._ends.setdefault(item_id, end) for item_id, end in ends.items()}

    def count_hidden(self, sources: Iterable[tuple[ReconciliationEnd, int]]) -> None:
        """Count the cents that earlier parts of a file use of these items (domain R24b), before any refund is recorded."""
        self._hidden += sources

    def credit_of(self, account: AccountRow) -> Program[RefundableCredit]:
        """Return a locked account's open credit as earlier refunds left it; only the first of them reads it."""
        if account.id not in self._credits:
            credit = yield from open_credit_by_day(account.id)
            stored = self._credits[account.id] = RefundableCredit(credit, (yield from owed_by_refunds(account.id)))
            stored.take((end, cents) for end, cents in self._hidden if end.item.account_id == account.id)
        return self._credits[account.id]

    @contextmanager
    def savepoint(self, unit: UnitOfWork, account: AccountRow) -> Iterator[None]:
        """Drop what is done within this context if it raises: rows, sums in memory, numbers, external ids.

        The open credit is not concerned: a refund is counted when nothing can be refused any more.
        """
        ends, numbers, external_ids = dict(self._ends), set(unit.numbers), set(unit.external_ids)
        counts = {name: getattr(account, name) for name in ("recording_seq", *COUNTS.values())}
        sums = [(end.item, end.item.reconciled_cents, end.item.processing_cents) for end in ends.values()]
        try:
            with unit.savepoint():
                yield
        except Refusal:
            self._ends = ends
            unit.numbers.intersection_update(numbers)
            unit.external_ids.intersection_update(external_ids)
            for name, count in counts.items():
                setattr(account, name, count)
            for item, reconciled_cents, processing_cents in sums:
                item.reconciled_cents, item.processing_cents = reconciled_cents, processing_cents
            raise


def with_other_cancellations(named: Collection[ItemRow]) -> Program[list[ItemRow]]:
    """Return items with all cancellations of what they cancel: these share an amount, so all refunds share them (R7a)."""
    siblings = yield from cancellations_of({item.cancels_id for item in named if item.cancels_id is not None})
    listed = {item.id: item for items in siblings.values() for item in items}
    return list({**listed, **{item.id: item for item in named}}.values())
