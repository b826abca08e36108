"""Importing a bank's file: read before any lock is taken, then stored as one unit of work (domain R42, R42a)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO, NamedTuple

from domain.core.bank_keys import Movement
from domain.errors import Conflict, InvalidValue
from domain.importing.mappings import combined, keep_mapping, kept_reading
from domain.importing.readers.reading import Reading, Understood
from domain.importing.service import readable
from domain.importing.statements.events import StatementBegins, StatementEnds, StatementEvent
from domain.importing.statements.reader import read_statements
from domain.importing.statements.staged import BANK_STATEMENT, StatementPlan, being_imported, stage_statements
from domain.permissions import BILLING, IMPORT
from domain.queries.bank import statements_state
from domain.queries.staging import is_being_imported
from domain.services.bank.statements import ReadStatement, import_statements
from domain.services.checks import existing_row
from domain.store.commands import Command, service
from domain.store.program import Program
from domain.store.unit_of_work import UnitOfWork
from domain.tables import BankAccountRow
from domain.texts import say

LINES_MAX = 100_000
"""The most movements of one file: years of a busy account, and what is held in memory at once."""
BEING_IMPORTED = say("statement-import-under-way")


@dataclass(frozen=True, slots=True)
class ImportedStatement:
    """The statements of the file, how many of their lines are new, and how many were there already.

    A statement that was imported before stands for itself, and nothing is created. ``understood`` is how a table was read.
    """

    statements: list[int]
    created: int | None
    unchanged: int | None
    understood: Understood | None = None
    job: int | None = None
    """The job that publishes a file with very many movements: then nothing is created yet."""

    def __post_init__(self) -> None:
        """Make ``understood`` of its stored form, in which a result comes back under its idempotency key."""
        stored: object = self.understood
        if isinstance(stored, dict):
            object.__setattr__(self, "understood", Understood(**stored))

    @property
    def statement(self) -> int | None:
        """Return the last of the statements."""
        return self.statements[-1] if self.statements else None


@dataclass(frozen=True, slots=True)
class ImportBankStatement(Command[ImportedStatement]):
    """The statements of one file, as they were read. ``settled`` is how, which ``save_mapping_as`` keeps under a name.

    ``source`` is the input's field that holds the file.
    """

    NEEDS = IMPORT
    bank_account_id: int
    statements: Sequence[ReadStatement]
    source: str = "contentBase64"
    understood: Understood | None = None
    settled: Reading = field(default_factory=Reading)
    save_mapping_as: str | None = None
    dry_run: bool = False
    plan: StatementPlan | None = None
    """What importing a file with very many movements takes (``domain.jobs.bank_importing``)."""


@service
def import_bank_statement(unit: UnitOfWork, cmd: ImportBankStatement) -> Program[ImportedStatement]:
    """Import the statements of a bank account, and keep how the file was read if so asked.

    A file that is too large for one unit of work is staged as it was planned, for a job that this queues. Raises what
    ``import_statements`` raises, ``InvalidValue`` for the mapping's name, and ``Conflict`` while a job publishes a file of
    this bank account, or if its statements have changed since the file was planned.
    """
    yield from unit.lock_organisation()
    if (yield from is_being_imported(being_imported(cmd.bank_account_id))):
        raise Conflict(BEING_IMPORTED, "bankAccountId")
    if cmd.plan is None:
        result = ImportedStatement(
            *(yield from import_statements(unit, cmd.bank_account_id, cmd.statements, cmd.source)), cmd.understood
        )
    else:
        result = yield from _import_planned(unit, cmd, cmd.plan)
    if cmd.save_mapping_as is not None:
        yield from keep_mapping(unit, cmd.save_mapping_as, None, cmd.settled)
    if cmd.dry_run and not unit.actor.may(*BILLING):  # which movements are there already is theirs to see who see lines
        unit.drop_changes()
        return ImportedStatement([], None, None, cmd.understood)
    return result


def _import_planned(unit: UnitOfWork, cmd: ImportBankStatement, plan: StatementPlan) -> Program[ImportedStatement]:
    there = [each.same for each in plan.statements if each.same is not None]
    if cmd.dry_run or not plan.added:
        return ImportedStatement(there, plan.created, plan.unchanged, cmd.understood)
    if (yield from statements_state(cmd.bank_account_id)) != plan.state:
        raise Conflict(say("statement-others-changed"), cmd.source)
    job = stage_statements(unit, plan, cmd.bank_account_id, cmd.source)
    return ImportedStatement([], None, None, cmd.understood, job.id)


class FileRequest(NamedTuple):
    """What a caller states of a bank's file; ``name`` is the file's, for messages."""

    bank_account_id: int
    name: str = ""
    reading: Reading = Reading()
    mapping: str | None = None
    save_mapping_as: str | None = None
    source: str = "contentBase64"
    dry_run: bool = False


def load_reading(request: FileRequest) -> Program[tuple[str, Reading]]:
    """Return the currency of the bank account, and how the file is read; raises ``NotFound`` and ``InvalidValue``."""
    account = yield from existing_row(BankAccountRow, request.bank_account_id, "Bank account", "bankAccountId")
    if request.mapping is None:
        return account.currency, request.reading
    kept = yield from kept_reading(request.mapping, BANK_STATEMENT)
    return account.currency, combined(kept, request.reading)


def read_bank_file(file: BinaryIO, request: FileRequest, currency: str, reading: Reading) -> ImportBankStatement:
    """Return the command that imports a file; no database is needed.

    Raises ``InvalidValue`` and ``AmbiguousFile``, which name the line or entry.
    """
    with readable(request.source):
        read = read_statements(file, name=request.name, mapping=reading, currency=currency)
        statements = list(statements_of(read))
    settled = read.settled or reading
    return ImportBankStatement(
        request.bank_account_id,
        statements,
        request.source,
        read.understood,
        settled,
        request.save_mapping_as,
        request.dry_run,
    )


def statements_of(events: Iterable[StatementEvent]) -> Iterator[ReadStatement]:
    """Yield what a reader's events come to, in the file's order; raises ``InvalidValue`` for too many movements."""
    begins: StatementBegins | None = None
    movements: list[Movement] = []
    count = 0
    for event in events:
        match event:
            case StatementBegins():
                begins, movements = event, []
            case Movement():
                count += 1
                if count > LINES_MAX:
                    message = say("statement-too-many-movements", most=LINES_MAX)
                    raise InvalidValue(message)
                movements.append(event)
            case StatementEnds():
                assert begins is not None, "a statement begins before it ends"
                yield _statement(begins, movements, event)


def _statement(begins: StatementBegins, movements: Sequence[Movement], ends: StatementEnds) -> ReadStatement:
    return ReadStatement(
        begins.format,
        begins.account_number,
        begins.currency,
        begins.opening_cents,
        ends.closing_cents,
        begins.first_day,
        ends.last_day or begins.last_day,
        movements,
    )
