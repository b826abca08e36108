"""Many invoices or payments at once, for scripts, each validated exactly as a single one is.

All rows are one unit of work. It reads the context of all rows first, in a fixed number of statements; then it validates
and applies each row in turn, so that a row counts what the earlier ones used.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from domain.permissions import RECORD
from domain.services.invoices import CreateInvoice, apply_invoice, load_invoice_context, validate_invoice
from domain.services.payments import MakePayment, apply_payment, load_payment_context, validate_payment
from domain.services.recording import RecordedTransaction
from domain.services.rows import RefusedRow, RowsDone, check_rows, do_rows
from domain.store.commands import Command, service
from domain.store.program import Program
from domain.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class RecordedTransactions:
    """The recorded transaction of each row, None if it was refused; and the refusals."""

    transactions: list[int | None]
    refused: list[RefusedRow]


@dataclass(frozen=True, slots=True)
class CreateInvoices(Command[RecordedTransactions]):
    """New invoices, of one account or many. Unless ``keep_good_rows``, one bad row refuses all."""

    NEEDS = RECORD
    rows: Sequence[CreateInvoice]
    keep_good_rows: bool = False


@dataclass(frozen=True, slots=True)
class MakePayments(Command[RecordedTransactions]):
    """New payments with their marks, of one account or many. Unless ``keep_good_rows``, one bad row refuses all."""

    NEEDS = RECORD
    rows: Sequence[MakePayment]
    keep_good_rows: bool = False


@service
def create_invoices(unit: UnitOfWork, cmd: CreateInvoices) -> Program[RecordedTransactions]:
    """Record invoices. Raises ``InvalidValue`` for no rows or too many, and ``Refusals`` that name each bad row."""
    check_rows(cmd.rows, "rows")
    context = yield from load_invoice_context(unit, cmd.rows)
    validate, apply = partial(validate_invoice, unit, context), partial(apply_invoice, unit)
    return _recorded(do_rows(cmd.rows, validate, apply, "rows", keep_good=cmd.keep_good_rows))


@service
def make_payments(unit: UnitOfWork, cmd: MakePayments) -> Program[RecordedTransactions]:
    """Record payments and follow their marks. Raises as ``create_invoices`` does."""
    check_rows(cmd.rows, "rows")
    context = yield from load_payment_context(unit, cmd.rows, "rows")
    validate, apply = partial(validate_payment, unit, context), partial(apply_payment, unit, context)
    return _recorded(do_rows(cmd.rows, validate, apply, "rows", keep_good=cmd.keep_good_rows))


def _recorded(rows: RowsDone[RecordedTransaction]) -> RecordedTransactions:
    return RecordedTransactions([None if row is None else row.transaction for row in rows.done], rows.refused)
