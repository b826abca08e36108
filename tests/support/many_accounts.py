"""Accounts with an open invoice and money that is not used, as many as are wanted, brought in as files."""

from domain.jobs.importing import ImportFile, ImportKind, ImportOutcome, import_file
from domain.permissions import OPERATOR
from domain.store.store import Command, Store


async def fill_accounts(store: Store, count: int) -> None:
    """Accounts M-1 and on, each with an invoice of 50.00 and a payment of 30.00, nothing reconciled."""
    numbers = range(1, count + 1)
    files = {
        ImportKind.LEDGER_CODES: ["code,title", "SWIM,Swimming lessons"],
        ImportKind.ACCOUNTS: [
            "account_number,owner_name,email,currency,members",
            *(f"M-{each},Member {each},,USD," for each in numbers),
        ],
        ImportKind.INVOICES: [
            "invoice_number,account_number,date,due_on,description,ledger_code,amount,member",
            *(f"MI-{each},M-{each},2026-01-10,,Swim lessons,SWIM,50.00," for each in numbers),
        ],
        ImportKind.PAYMENTS: [
            "number,account_number,date,amount,kind,method,reference",
            *(f"MP-{each},M-{each},2026-01-12,30.00,PAYMENT,CARD," for each in numbers),
        ],
    }
    for kind, lines in files.items():
        wish = ImportFile(kind, "\n".join(lines).encode())
        await store.write(
            Command("importRecords", OPERATOR), lambda block, wish=wish: import_file(block, wish), ImportOutcome
        )
