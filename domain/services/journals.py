"""Exporting journals for the ledger (domain R46b)."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from domain.core.journal import JournalLine, balanced_total, journal_lines
from domain.core.periods import Period
from domain.errors import InvalidValue
from domain.permissions import CLOSE
from domain.queries.closings import active_closings
from domain.queries.journals import (
    exported_differences,
    hash_of_lines,
    journal_codes,
    journals_of_period,
    last_journal_seq,
    line_row,
)
from domain.queries.reports.scope import NOW, PeriodScope, currency_of
from domain.store.commands import Command, service
from domain.store.program import Program
from domain.store.unit_of_work import UnitOfWork
from domain.tables import JournalRow
from domain.texts import say

LINES_MAX = 5_000
"""The most lines of one journal: what takes them reads far fewer at once."""
NUMBER_PREFIX = "J-"


@dataclass(frozen=True, slots=True)
class JournalResult:
    """The journal that was exported; None if nothing is to be exported."""

    journal: int | None


@dataclass(frozen=True, slots=True)
class ExportJournal(Command[JournalResult]):
    """The days to export, and their currency; None for the only one that accounts have."""

    NEEDS = CLOSE
    period: Period
    currency: str | None = None


@service
def export_journal(unit: UnitOfWork, cmd: ExportJournal) -> Program[JournalResult]:
    """Export a period's journal under the next number, less what earlier journals hold of its days.

    What an earlier journal had of a day is corrected: by lines dated on the first open day, where the day itself is closed.
    Without a difference nothing is exported. Raises ``InvalidValue`` (an unknown currency, too many lines),
    ``WrongCurrency`` (none given, and accounts have several or there is none) and ``InvalidAmount``.
    """
    currency = yield from currency_of(cmd.currency, NOW)
    yield from unit.lock_organisation()
    changed = yield from exported_differences(PeriodScope(currency, cmd.period))
    if not changed:
        return JournalResult(None)
    if len(changed) > LINES_MAX:
        raise InvalidValue(say("journal-too-long", lines=len(changed), most=LINES_MAX), "period")
    earlier = yield from journals_of_period(currency, cmd.period)
    closed = max((each.through for each in (yield from active_closings())), default=date.min)
    posted_on = _posted_on([(each.first_day, each.begun_through) for each in earlier], closed)
    codes = yield from journal_codes(changed)
    lines = journal_lines(changed, unit.journal_accounts, codes, posted_on)
    corrects = any(posted_on(posting.day) for posting in changed)
    seq = (yield from last_journal_seq()) + 1
    return JournalResult(_add_journal(unit, PeriodScope(currency, cmd.period), lines, seq, corrects=corrects).id)


def _posted_on(exported: Collection[tuple[date, date]], closed: date) -> Callable[[date], date | None]:
    """Return the function from a day to the date on which it is corrected; None for a day that no journal has yet.

    An open day is corrected on itself, a closed one on the first open day. ``exported`` are the days of earlier journals.
    """

    def posted_on(day: date) -> date | None:
        if not any(first <= day <= through for first, through in exported):
            return None
        return day if day > closed else closed + timedelta(days=1)

    return posted_on


def _add_journal(
    unit: UnitOfWork, scope: PeriodScope, lines: Sequence[JournalLine], seq: int, *, corrects: bool
) -> JournalRow:
    """Add a journal with its lines to a unit that holds the organisation's lock, and return it."""
    journal_id, number, currency = unit.new_id(), f"{NUMBER_PREFIX}{seq}", scope.currency
    rows = [
        line_row(unit.new_id(), journal_id, position, currency, number, line) for position, line in enumerate(lines, 1)
    ]
    journal = JournalRow(
        id=journal_id,
        seq=seq,
        number=number,
        currency=currency,
        first_day=scope.period.first,
        last_day=scope.period.last,
        begun_through=min(scope.period.last, unit.today),
        correction=corrects,
        amount_cents=balanced_total(lines),
        line_count=len(rows),
        lines_hash=hash_of_lines(rows),
        batch_id=unit.batch.id,
        recorded_at=unit.recorded_at(None),
        recorded_by=unit.actor.recorded_as,
    )
    unit.changes.add(journal)
    for row in rows:
        unit.changes.add(row)
    return journal
