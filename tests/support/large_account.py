"""Level: a store. One account with very many open invoices and payments, beside a few small ones."""

from collections.abc import Sequence

from domain.importing import ImportKind, ImportRecords
from domain.services.ledger_codes import CreateLedgerCode
from domain.store.store import Store
from tests.support.centre import Centre, run

INVOICES = "invoice_number,account_number,date,due_on,description,ledger_code,amount,member"
PAYMENTS = "number,account_number,date,amount,kind,method,reference"
LARGE = "L-1"
ROWS_A_FILE = 400
"""So few rows that a file is imported in one step."""


def payment_lines(count: int, account: str = LARGE, name: str = "LP") -> list[str]:
    """The rows of so many payments of 7.00 and more on one account."""
    return [f"{name}-{each},{account},2026-01-{each % 28 + 1:02},{7 + each % 5}.00,,CARD," for each in range(count)]


def invoice_lines(count: int, account: str = LARGE) -> list[str]:
    """The rows of so many invoices of 9.00 on one account."""
    return [f"LI-{each},{account},2026-01-{each % 28 + 1:02},,Lesson,SWIM,9.00," for each in range(count)]


async def open_large_account(store: Store, *, invoices: int, payments: int, others: int = 20) -> tuple[int, list[int]]:
    """Open an account with so much on it, and small ones; gives their ids."""
    centre = Centre(store)
    await centre.do(CreateLedgerCode("SWIM", "Swimming"))
    large, *small = await centre.accounts([LARGE, *(f"S-{each}" for each in range(others))])
    await load(store, ImportKind.INVOICES, INVOICES, invoice_lines(invoices))
    await load(store, ImportKind.PAYMENTS, PAYMENTS, payment_lines(payments))
    return large, small


async def load(store: Store, kind: ImportKind, header: str, lines: Sequence[str]) -> None:
    """Import rows, as many files as it takes."""
    for begun in range(0, len(lines), ROWS_A_FILE):
        text = "\n".join([header, *lines[begun : begun + ROWS_A_FILE]])
        await run(store, ImportRecords(kind, text.encode()))
