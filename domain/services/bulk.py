"""Many invoices or payments at once, for scripts: decided row by row exactly as single ones are.

All rows are one atomic block. What must be known for all of them is asked first, at a fixed number of statements whatever
the number of rows; then each row is decided in turn and counts what the rows before it took.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.services.invoices import CreateInvoice, decide_invoice, known_for_invoices, record_invoice
from domain.services.payments import MakePayment, decide_payment, known_for_payments, record_payment
from domain.services.recording import RecordedOutcome
from domain.services.rows import Refused, RowsDone, check_rows, do_rows
from domain.store.block import Block
from domain.store.steps import Steps


@dataclass(frozen=True, slots=True)
class CreateInvoices:
    """New invoices, of one account or many. Unless ``keep_good_rows``, one bad row refuses all."""

    rows: Sequence[CreateInvoice]
    keep_good_rows: bool = False


@dataclass(frozen=True, slots=True)
class MakePayments:
    """New payments with their marks, of one account or many. Unless ``keep_good_rows``, one bad row refuses all."""

    rows: Sequence[MakePayment]
    keep_good_rows: bool = False


@dataclass(frozen=True, slots=True)
class RecordedRows:
    """For each row the transaction that was recorded, None where it was refused; and the refusals."""

    transactions: list[int | None]
    refused: list[Refused]


def create_invoices(block: Block, wish: CreateInvoices) -> Steps[RecordedRows]:
    """Records invoices. Raises ``InvalidValue`` for no rows or too many, and ``Refusals`` that name each bad row."""
    check_rows(wish.rows, "rows")
    known = yield from known_for_invoices(block, wish.rows)
    return _recorded(
        do_rows(
            wish.rows,
            lambda row: decide_invoice(block, known, row),
            lambda decided: record_invoice(block, decided),
            "rows",
            keep_good=wish.keep_good_rows,
        )
    )


def make_payments(block: Block, wish: MakePayments) -> Steps[RecordedRows]:
    """Records payments and follows their marks. Raises as ``create_invoices`` does."""
    check_rows(wish.rows, "rows")
    known = yield from known_for_payments(block, wish.rows, "rows")
    return _recorded(
        do_rows(
            wish.rows,
            lambda row: decide_payment(block, known, row),
            lambda decided: record_payment(block, known, decided),
            "rows",
            keep_good=wish.keep_good_rows,
        )
    )


def _recorded(rows: RowsDone[RecordedOutcome]) -> RecordedRows:
    return RecordedRows([None if row is None else row.transaction for row in rows.done], rows.refused)
