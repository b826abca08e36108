"""Level: the page. Import as many accounts as wanted, each with an open invoice and an unapplied payment."""

from domain.importing import ImportKind, ImportRecords
from domain.store.store import Store
from tests.support.centre import run


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
        command = ImportRecords(kind, "\n".join(lines).encode())
        await run(store, command)
