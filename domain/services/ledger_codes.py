"""Ledger codes: created, retitled, archived (domain R3)."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.core.labels import Labels, MetadataEntry
from domain.core.text import clean_number, clean_text
from domain.core.unchanged import UNCHANGED, Unchanged
from domain.errors import DuplicateNumber, WrongState
from domain.permissions import RECORD
from domain.queries.planned import active_subscriptions_of_codes
from domain.queries.records import ledger_codes_by_code
from domain.services.checks import change_where_different, held_row
from domain.services.labels import changed_labels, labels_for, use
from domain.store.commands import Command, service
from domain.store.program import Program
from domain.store.unit_of_work import UnitOfWork
from domain.tables import LedgerCodeRow
from domain.texts import say


@dataclass(frozen=True, slots=True)
class LedgerCodeResult:
    """The created or changed ledger code."""

    ledger_code: int


@dataclass(frozen=True, slots=True)
class CreateLedgerCode(Command[LedgerCodeResult]):
    """A new ledger code."""

    NEEDS = RECORD
    code: str
    title: str
    external_id: str | None = None
    metadata: Sequence[MetadataEntry] = ()


@dataclass(frozen=True, slots=True)
class UpdateLedgerCode(Command[LedgerCodeResult]):
    """Changes of a ledger code; the code itself never changes."""

    NEEDS = RECORD
    ledger_code_id: int
    title: str | Unchanged = UNCHANGED
    archived: bool | Unchanged = UNCHANGED
    external_id: str | Unchanged | None = UNCHANGED
    metadata: Sequence[MetadataEntry] | Unchanged = UNCHANGED


@service
def create_ledger_code(unit: UnitOfWork, cmd: CreateLedgerCode) -> Program[LedgerCodeResult]:
    """Create a ledger code. Raises ``InvalidValue`` and ``DuplicateNumber``."""
    code = clean_number(cmd.code, "code")
    title = clean_text(cmd.title, "title")
    yield from unit.lock_organisation()
    if code in (yield from ledger_codes_by_code([code])):
        raise DuplicateNumber(say("ledger-code-taken", code=code), "code")
    labels = yield from labels_for(unit, LedgerCodeRow, cmd)
    return LedgerCodeResult(new_ledger_code(unit, code, title, labels).id)


def new_ledger_code(unit: UnitOfWork, code: str, title: str, labels: Labels) -> LedgerCodeRow:
    """Add a ledger code to a unit of work that holds the organisation's lock."""
    row = LedgerCodeRow(unit.new_id(), code, title, archived=False, recorded_at=unit.recorded_at(None))
    row.external_id, row.metadata = labels
    use(unit, LedgerCodeRow, labels)
    return unit.changes.add(row)


@service
def update_ledger_code(unit: UnitOfWork, cmd: UpdateLedgerCode) -> Program[LedgerCodeResult]:
    """Retitle, archive or unarchive a ledger code, or change its labels.

    Raises ``NotFound``, ``InvalidValue``, ``DuplicateNumber`` (its external id), and ``WrongState`` for archiving one that
    an active subscription uses (R3).
    """
    yield from unit.lock_organisation()
    ledger_code = yield from held_row(LedgerCodeRow, cmd.ledger_code_id, "Ledger code", "id")
    title = cmd.title if cmd.title is UNCHANGED else clean_text(cmd.title, "title")
    if cmd.archived is True:
        yield from refuse_use_by_subscriptions(ledger_code)
    labels = yield from changed_labels(unit, ledger_code, cmd)
    change_where_different(unit, ledger_code, title=title, archived=cmd.archived, **labels)
    return LedgerCodeResult(ledger_code.id)


def refuse_use_by_subscriptions(ledger_code: LedgerCodeRow) -> Program[None]:
    """Raise ``WrongState`` if an active subscription charges under a ledger code (domain R3)."""
    active = yield from active_subscriptions_of_codes([ledger_code.id])
    if active:
        message = say("ledger-code-subscribed", code=ledger_code.code, subscriptions=len(active))
        raise WrongState(message, "archived")
