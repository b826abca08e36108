"""Invoices, and credits (credit memos): the income column (domain R4)."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from domain.core.kinds import ReconciliationOrigin, TransactionKind
from domain.core.money import positive_cents, whole_cents
from domain.core.text import LONGEST_TEXT, clean_optional
from domain.rows import AccountRow
from domain.services.accounts import locked_account, present_account
from domain.services.edges import End
from domain.services.marks import MarkWish, follow
from domain.services.numbers import Numbers, Wanted, known_numbers
from domain.services.recording import (
    ItemWish,
    KnownForItems,
    NewTransaction,
    RecordedOutcome,
    business_date,
    checked_items,
    due_date,
    items_from,
    known_for_items,
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
    known = yield from known_for_invoices(block, [wish])
    return record_invoice(block, decide_invoice(block, known, wish))


class KnownForInvoices(NamedTuple):
    """What the database says of all that invoices name: their accounts, locked; ledger codes and members; numbers."""

    accounts: Mapping[int, AccountRow]
    items: KnownForItems
    numbers: Numbers


class DecidedInvoice(NamedTuple):
    """An invoice that may be recorded as it is."""

    account: AccountRow
    invoice: NewTransaction


def known_for_invoices(block: Block, wishes: Sequence[CreateInvoice]) -> Steps[KnownForInvoices]:
    """Locks the accounts of invoices and asks what must be known to decide them, whatever their number at one cost."""
    accounts = yield from block.lock_accounts(wish.account_id for wish in wishes)
    items = yield from known_for_items(item for wish in wishes for item in wish.items)
    wanted = [
        Wanted(accounts[wish.account_id], TransactionKind.INVOICE, wish.number)
        for wish in wishes
        if wish.account_id in accounts
    ]
    return KnownForInvoices(accounts, items, (yield from known_numbers(block, wanted)))


def decide_invoice(block: Block, known: KnownForInvoices, wish: CreateInvoice) -> DecidedInvoice:
    """Whether an invoice may be recorded; changes nothing. Raises as ``create_invoice`` does."""
    account = present_account(known.accounts.get(wish.account_id), "accountId")
    items = checked_items(wish.items, account, whole_cents, known.items)
    day = business_date(block, wish.date, "date")
    number = known.numbers.free(Wanted(account, TransactionKind.INVOICE, wish.number))
    invoice = NewTransaction(
        kind=TransactionKind.INVOICE,
        number=number.text,
        number_seq=number.seq,
        date=day,
        due_on=due_date(day, wish.due_on),
        items=items,
        description=clean_optional(wish.description, "description", longest=LONGEST_TEXT) or items[0].description,
    )
    return DecidedInvoice(account, invoice)


def record_invoice(block: Block, decided: DecidedInvoice) -> RecordedOutcome:
    """Records an invoice. Refuses nothing."""
    transaction, _ = record(block, decided.account, decided.invoice)
    return RecordedOutcome(decided.account.id, transaction.id, [])


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
