"""Invoices, and credits (credit memos): the income column (domain R4)."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from domain.core.kinds import ReconciliationOrigin, TransactionKind
from domain.core.money import positive_cents, whole_cents
from domain.core.text import LONGEST_TEXT, clean_optional
from domain.services.accounts import locked_account
from domain.services.edges import End
from domain.services.marks import MarkWish, follow
from domain.services.recording import (
    ItemWish,
    NewTransaction,
    RecordedOutcome,
    business_date,
    due_date,
    items_from,
    record,
    take_number,
)
from domain.store.block import Block
from domain.store.steps import Steps


@dataclass(frozen=True, slots=True)
class CreateInvoice:
    """An invoice; its items are paid in listed order (domain R8)."""

    account_id: int
    items: Sequence[ItemWish]
    date: datetime.date | None = None
    due_on: datetime.date | None = None
    number: str | None = None
    description: str | None = None


@dataclass(frozen=True, slots=True)
class CreateCredit:
    """A credit memo, and what it is to settle."""

    account_id: int
    items: Sequence[ItemWish]
    date: datetime.date | None = None
    number: str | None = None
    description: str | None = None
    apply_to: Sequence[MarkWish] = ()


def create_invoice(block: Block, wish: CreateInvoice) -> Steps[RecordedOutcome]:
    """Records an invoice; nothing is reconciled by itself (domain R12).

    Raises ``NotFound``, ``InvalidValue``, ``InvalidAmount``, ``InvalidDate``, ``DuplicateNumber``,
    ``ArchivedLedgerCode`` and ``WrongAccount``.
    """
    account = yield from locked_account(block, wish.account_id, "accountId")
    items = yield from items_from(wish.items, account, whole_cents)
    day = business_date(block, wish.date, "date")
    new = NewTransaction(
        kind=TransactionKind.INVOICE,
        number=(yield from take_number(block, account, wish.number, TransactionKind.INVOICE)),
        date=day,
        due_on=due_date(day, wish.due_on),
        items=items,
        description=clean_optional(wish.description, "description", longest=LONGEST_TEXT) or items[0].description,
    )
    transaction, _ = record(block, account, new)
    return RecordedOutcome(account.id, transaction.id, [])


def create_credit(block: Block, wish: CreateCredit) -> Steps[RecordedOutcome]:
    """Records a credit memo and follows its marks. Raises as ``create_invoice`` and ``follow`` do."""
    account = yield from locked_account(block, wish.account_id, "accountId")
    items = yield from items_from(wish.items, account, positive_cents)
    new = NewTransaction(
        kind=TransactionKind.CREDIT,
        number=(yield from take_number(block, account, wish.number, TransactionKind.CREDIT)),
        date=business_date(block, wish.date, "date"),
        items=items,
        description=clean_optional(wish.description, "description", longest=LONGEST_TEXT) or items[0].description,
    )
    transaction, rows = record(block, account, new)
    credits = [End(row, transaction) for row in rows]  # noqa: A001 - the domain's own word
    edges = yield from follow(block, account, credits, wish.apply_to, ReconciliationOrigin.MARK)
    return RecordedOutcome(account.id, transaction.id, [edge.id for edge in edges])
