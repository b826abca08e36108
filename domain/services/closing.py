"""Closing periods, and reopening them (domain R46)."""

import datetime
from dataclasses import dataclass

from domain.core.text import LONGEST_TEXT, clean_optional
from domain.errors import InvalidDate, NotFound, WrongState
from domain.permissions import CLOSE
from domain.person_names import person_name
from domain.queries.closings import active_closings
from domain.services.recording import EARLIEST
from domain.store.closing import hold_closings_alone
from domain.store.commands import Command, service
from domain.store.program import Program
from domain.store.unit_of_work import UnitOfWork
from domain.tables import BooksClosingRow
from domain.texts import say


@dataclass(frozen=True, slots=True)
class ClosingResult:
    """The closing that was made or reopened."""

    books_closing: int


@dataclass(frozen=True, slots=True)
class CloseBooks(Command[ClosingResult]):
    """The last day to close; ``reconciliations`` closes those of the period's money too."""

    NEEDS = CLOSE
    through: datetime.date
    reconciliations: bool = False


@dataclass(frozen=True, slots=True)
class ReopenBooks(Command[ClosingResult]):
    """The last day of a closing, and why its period is opened again."""

    NEEDS = CLOSE
    through: datetime.date
    reason: str | None = None


@service
def close_books(unit: UnitOfWork, cmd: CloseBooks) -> Program[ClosingResult]:
    """Close all days up to one, today at the latest.

    Whatever is being recorded in them is finished first or refused: the closing's instant is later than that of all that
    its days hold. Raises ``InvalidDate`` (after today) and ``WrongState`` (closed already).
    """
    if not EARLIEST <= cmd.through <= unit.today:
        message = say("closing-day-invalid", through=cmd.through, earliest=EARLIEST, today=unit.today)
        raise InvalidDate(message, "through")
    yield from unit.lock_organisation()
    latest = yield from hold_closings_alone()
    unit.begin_after(latest)
    for each in (yield from active_closings()):
        if each.through >= cmd.through and (each.reconciliations or not cmd.reconciliations):
            message = say("closing-already", closed_by=person_name(each.recorded_by), through=each.through)
            raise WrongState(message, "through")
    recorded_at = unit.recorded_at(None)
    made = unit.changes.add(
        BooksClosingRow(
            unit.new_id(), cmd.through, cmd.reconciliations, unit.batch.id, recorded_at, unit.actor.recorded_as
        )
    )
    return ClosingResult(made.id)


@service
def reopen_books(unit: UnitOfWork, cmd: ReopenBooks) -> Program[ClosingResult]:
    """Open a closed period again, and every later one; what was closed earlier stays closed.

    Raises ``InvalidValue`` (too long a reason) and ``NotFound`` (no closing of that day stands).
    """
    reason = clean_optional(cmd.reason, "reason", longest=LONGEST_TEXT)
    yield from unit.lock_organisation()
    unit.begin_after((yield from hold_closings_alone()))
    active = yield from active_closings()
    named = [each for each in active if each.through == cmd.through]
    if not named:
        days = ", ".join(sorted({f"{each.through}" for each in active}))
        way = say("closing-days", days=days) if days else say("closing-none")
        raise NotFound(say("closing-not-closed", through=cmd.through, way=way), "through")
    at, by = unit.recorded_at(None), unit.actor.recorded_as
    for each in active:
        if each.through >= cmd.through:
            unit.changes.change(each, reopened_at=at, reopened_by=by, reopened_reason=reason)
    return ClosingResult(named[-1].id)
