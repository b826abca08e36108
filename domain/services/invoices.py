"""Invoices, and credits (credit memos): the income column (domain R4)."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from domain.core.kinds import ReconciliationOrigin, TransactionKind
from domain.core.labels import MetadataEntry
from domain.core.money import positive_cents, whole_cents
from domain.core.text import LONGEST_TEXT, clean_optional
from domain.permissions import RECORD
from domain.services.accounts import locked_account
from domain.services.checks import present
from domain.services.labels import labels_for
from domain.services.marks import MarkInput, follow
from domain.services.numbers import NumberPool, NumberRequest, load_numbers, lock_for_invoices
from domain.services.reconciliation_rows import ReconciliationEnd
from domain.services.recording import (
    ItemContext,
    ItemInput,
    NewTransaction,
    RecordedTransaction,
    due_date,
    items_from,
    load_item_context,
    open_date,
    record,
    take_number,
    validate_items,
)
from domain.store.commands import Command, service
from domain.store.program import Program
from domain.store.unit_of_work import UnitContext, UnitOfWork
from domain.tables import AccountRow, TransactionRow


@dataclass(frozen=True, slots=True)
class CreateInvoice(Command[RecordedTransaction]):
    """An invoice; its items are paid in listed order (domain R8)."""

    NEEDS = RECORD
    account_id: int
    items: Sequence[ItemInput]
    date: datetime.date | None = None
    due_on: datetime.date | None = None
    number: str | None = None
    description: str | None = None
    external_id: str | None = None
    metadata: Sequence[MetadataEntry] = ()

    def in_group(self, context: UnitContext) -> bool:
        """See ``Command.in_group``; a series of numbers locks the organisation (domain R5c)."""
        return context.invoice_series is None


@dataclass(frozen=True, slots=True)
class CreateCredit(Command[RecordedTransaction]):
    """A credit memo, and the marks that say what it settles."""

    NEEDS = RECORD
    IN_GROUP = True
    account_id: int
    items: Sequence[ItemInput]
    date: datetime.date | None = None
    number: str | None = None
    description: str | None = None
    apply_to: Sequence[MarkInput] = ()
    external_id: str | None = None
    metadata: Sequence[MetadataEntry] = ()


@service
def create_invoice(unit: UnitOfWork, cmd: CreateInvoice) -> Program[RecordedTransaction]:
    """Record an invoice; nothing is reconciled by itself (domain R12).

    Raises ``NotFound``, ``InvalidValue``, ``InvalidAmount``, ``InvalidDate``, ``DuplicateNumber``,
    ``ArchivedLedgerCode`` and ``WrongAccount``.
    """
    context = yield from load_invoice_context(unit, [cmd])
    return apply_invoice(unit, validate_invoice(unit, context, cmd))


class InvoiceContext(NamedTuple):
    """What validating invoices needs: their locked accounts, ledger codes and members, and free numbers."""

    accounts: Mapping[int, AccountRow]
    items: ItemContext
    numbers: NumberPool


class ValidInvoice(NamedTuple):
    """An invoice that may be recorded."""

    account: AccountRow
    invoice: NewTransaction


def load_invoice_context(unit: UnitOfWork, cmds: Sequence[CreateInvoice]) -> Program[InvoiceContext]:
    """Lock the accounts of invoices and read what validating them needs, in a fixed number of statements."""
    yield from lock_for_invoices(unit)
    accounts = yield from unit.lock_accounts(cmd.account_id for cmd in cmds)
    of_cmds = (item for cmd in cmds for item in cmd.items)
    items = yield from load_item_context(unit, of_cmds, (cmd.external_id for cmd in cmds))
    known = [cmd for cmd in cmds if cmd.account_id in accounts]
    requests = [NumberRequest(accounts[cmd.account_id], TransactionKind.INVOICE, cmd.number) for cmd in known]
    return InvoiceContext(accounts, items, (yield from load_numbers(unit, requests)))


def validate_invoice(unit: UnitOfWork, context: InvoiceContext, cmd: CreateInvoice) -> ValidInvoice:
    """Validate an invoice; change nothing. Raises as ``create_invoice`` does."""
    account = present(context.accounts.get(cmd.account_id), "Account", "accountId")
    items = validate_items(cmd.items, account, whole_cents, context.items)
    day = open_date(unit, cmd.date, "date")
    number = context.numbers.free(NumberRequest(account, TransactionKind.INVOICE, cmd.number))
    invoice = NewTransaction(
        kind=TransactionKind.INVOICE,
        number=number.text,
        number_seq=number.seq,
        date=day,
        due_on=due_date(day, cmd.due_on),
        items=items,
        description=clean_optional(cmd.description, "description", longest=LONGEST_TEXT),
        labels=context.items.external_ids.labels(TransactionRow, cmd),
    )
    return ValidInvoice(account, invoice)


def apply_invoice(unit: UnitOfWork, valid: ValidInvoice) -> RecordedTransaction:
    """Record a validated invoice; refuse nothing."""
    transaction, _ = record(unit, valid.account, valid.invoice)
    return RecordedTransaction.of(transaction)


@service
def create_credit(unit: UnitOfWork, cmd: CreateCredit) -> Program[RecordedTransaction]:
    """Record a credit memo and follow its marks. Raises as ``create_invoice`` and ``follow`` do."""
    account = yield from locked_account(unit, cmd.account_id, "accountId")
    new = NewTransaction(
        kind=TransactionKind.CREDIT,
        items=(yield from items_from(unit, cmd.items, account, positive_cents)),
        number=(yield from take_number(unit, account, cmd.number, TransactionKind.CREDIT)),
        date=open_date(unit, cmd.date, "date"),
        description=clean_optional(cmd.description, "description", longest=LONGEST_TEXT),
        labels=(yield from labels_for(unit, TransactionRow, cmd)),
    )
    transaction, items = record(unit, account, new)
    credits = [ReconciliationEnd(item, transaction) for item in items]  # noqa: A001 - the domain's own word
    made = yield from follow(unit, account, credits, cmd.apply_to, ReconciliationOrigin.MARK)
    return RecordedTransaction.of(transaction, made)
