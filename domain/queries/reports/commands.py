"""The reports of the command line: each declares its table beside its statements, and is found there."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple, TypeAlias

from domain.core.money import amount_text
from domain.modules import load_modules
from domain.queries import reports
from domain.queries.records import by_ids
from domain.queries.reports.changes import FindChanges
from domain.queries.reports.scope import PeriodScope
from domain.queries.tables import OutputTable
from domain.store.program import Program
from domain.tables import LedgerCodeRow

ReadTable: TypeAlias = Callable[[Any], Program[OutputTable]]

NO_CODE_CELL, UNRECONCILED_CELL = "No ledger code", "Unreconciled"


class ReportCommand(NamedTuple):
    """A report on the command line: what reads its table and what changed in it, what its help says, and its scope.

    ``is_of_period`` says that it is of a period, and not of a day.
    """

    read: ReadTable
    find_changes: FindChanges
    text: str
    is_of_period: bool


_COMMANDS: dict[str, ReportCommand] = {}


def report_commands() -> Mapping[str, ReportCommand]:
    """Return the reports by their names."""
    load_modules(reports)
    return _COMMANDS


def of_period(name: str, find_changes: FindChanges, text: str) -> Callable[[ReadTable], ReadTable]:
    """Declare the table of a ``PeriodScope`` as the command ``tieout report NAME``, with its help."""
    return _registers(name, lambda read: ReportCommand(read, find_changes, text, is_of_period=True))


def of_day(name: str, find_changes: FindChanges, text: str) -> Callable[[ReadTable], ReadTable]:
    """Declare the table of a ``DayScope``, as ``of_period`` does."""
    return _registers(name, lambda read: ReportCommand(read, find_changes, text, is_of_period=False))


def _registers(name: str, command: Callable[[ReadTable], ReportCommand]) -> Callable[[ReadTable], ReadTable]:
    def register(read: ReadTable) -> ReadTable:
        _COMMANDS[name] = command(read)
        return read

    return register


def cash_summary(scope: PeriodScope, total_cents: int, processing_cents: int) -> str:
    """Return the summary of a table of payments."""
    total, processing = (amount_text(cents, scope.currency) for cents in (total_cents, processing_cents))
    return f"{days_of(scope)}: {total}, of which {processing} is processing."


def titles_of(ids: Iterable[int | None]) -> Program[dict[int | None, str]]:
    """Return the titles of ledger codes by their ids."""
    codes = yield from by_ids(LedgerCodeRow, {each for each in ids if each is not None})
    return {code.id: code.title for code in codes.values()}


def days_of(scope: PeriodScope) -> str:
    """Return the days of a period for a summary."""
    return f"{scope.period.first} to {scope.period.last}"
