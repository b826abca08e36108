"""Ledger codes: created, retitled, archived (domain R3)."""

from dataclasses import dataclass

from domain.core.keep import KEEP, Kept
from domain.core.text import clean_text, counted
from domain.errors import DuplicateNumber, NotFound, WrongState
from domain.queries.planned import active_subscriptions_of_codes
from domain.queries.records import held_by_ids, ledger_codes_by_code
from domain.rows import LedgerCodeRow
from domain.store.block import Block
from domain.store.steps import Steps


@dataclass(frozen=True, slots=True)
class CreateLedgerCode:
    """A new ledger code."""

    code: str
    title: str


@dataclass(frozen=True, slots=True)
class UpdateLedgerCode:
    """What shall change of a ledger code; its code never does."""

    ledger_code_id: int
    title: str | Kept = KEEP
    archived: bool | Kept = KEEP


@dataclass(frozen=True, slots=True)
class LedgerCodeOutcome:
    """The ledger code that was created or changed."""

    ledger_code: int


def create_ledger_code(block: Block, wish: CreateLedgerCode) -> Steps[LedgerCodeOutcome]:
    """Creates a ledger code. Raises ``InvalidValue`` and ``DuplicateNumber``."""
    code = clean_text(wish.code, "code", longest=50)
    title = clean_text(wish.title, "title")
    yield from block.lock_organisation()
    if code in (yield from ledger_codes_by_code([code])):
        msg = f"Ledger code {code} is there already."
        raise DuplicateNumber(msg, "code")
    return LedgerCodeOutcome(new_ledger_code(block, code, title).id)


def new_ledger_code(block: Block, code: str, title: str) -> LedgerCodeRow:
    """Adds a ledger code to a block that holds the organisation's lock."""
    return block.changes.add(
        LedgerCodeRow(block.new_id(), code, title, archived=False, recorded_at=block.recorded_at(None))
    )


def update_ledger_code(block: Block, wish: UpdateLedgerCode) -> Steps[LedgerCodeOutcome]:
    """Retitles, archives or takes back into use.

    Raises ``NotFound``, ``InvalidValue`` and ``WrongState`` for archiving while an active subscription uses it (domain R3).
    """
    yield from block.lock_organisation()
    ledger_code = (yield from held_by_ids(LedgerCodeRow, [wish.ledger_code_id])).get(wish.ledger_code_id)
    if ledger_code is None or ledger_code.withdrawn_at is not None:
        msg = "There is no such ledger code."
        raise NotFound(msg, "id")
    changed: dict[str, object] = {}
    if wish.title is not KEEP:
        changed["title"] = clean_text(wish.title, "title")
    if wish.archived is not KEEP:
        changed["archived"] = wish.archived
        if wish.archived:
            yield from refuse_use_by_subscriptions(ledger_code)
    if any(getattr(ledger_code, name) != value for name, value in changed.items()):
        block.changes.change(ledger_code, **changed)
    return LedgerCodeOutcome(ledger_code.id)


def refuse_use_by_subscriptions(ledger_code: LedgerCodeRow) -> Steps[None]:
    """Raises ``WrongState`` while an active subscription will still charge under a ledger code (domain R3)."""
    active = yield from active_subscriptions_of_codes([ledger_code.id])
    if active:
        many = counted(len(active), "active subscription")
        msg = f"{ledger_code.code} has {many} that will charge under it. Cancel what charges before archiving it."
        raise WrongState(msg, "archived")
