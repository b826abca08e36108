"""Level: the page. Books with open money: payments that are sure, that must be looked at, without a proposal."""

from domain.importing import ImportKind, ImportRecords
from domain.store.store import Store
from tests.support.centre import run

FIRST = ("Nadia", "Fatima", "Liam", "Isabel", "Amara", "Olivia", "Ben", "Chiara", "Yusuf", "Hanna", "Tomás")
LAST = ("Petrova", "El-Sayed", "O'Connor", "Duarte", "Diallo", "Bennett", "Carter", "Ricci", "Demir", "Lindqvist")
WHAT = ("Swim lessons", "Pottery", "Summer day camp", "Court rental", "Public skate")
METHODS = ("CHECK", "TRANSFER", "CARD", "CASH")


def _owner(number: int) -> str:
    return f"{FIRST[number % len(FIRST)]} {LAST[number % len(LAST)]}"


async def fill_open_money(store: Store, sure: int, look: int, none: int) -> None:
    """An account for each payment, Q-1 and on: first the sure ones, then those to look at, then those without a proposal.

    A sure payment names its invoice and is exactly its amount. One to look at is as much as each of two invoices. One
    without a proposal is a part of what is due, and says nothing.
    """
    accounts, invoices, payments = [], [], []
    for number in range(1, sure + look + none + 1):
        what, method, cents = WHAT[number % 5], METHODS[number % 4], 4_000 + number * 37
        accounts.append(f"Q-{number},{_owner(number)},,USD,")
        amount = f"{cents // 100}.{cents % 100:02}"
        due = [amount] if number <= sure else [amount, amount] if number <= sure + look else ["900.00"]
        invoices += [
            f"QI-{number}-{place},Q-{number},2026-0{place}-10,,{what},SWIM,{each}," for place, each in enumerate(due, 1)
        ]
        reference = f"QI-{number}-1" if number <= sure else ""
        payments.append(f"QP-{number},Q-{number},2026-03-{number % 28 + 1:02},{amount},PAYMENT,{method},{reference}")
    files = {
        ImportKind.LEDGER_CODES: ["code,title", "SWIM,Swimming lessons"],
        ImportKind.ACCOUNTS: ["account_number,owner_name,email,currency,members", *accounts],
        ImportKind.INVOICES: [
            "invoice_number,account_number,date,due_on,description,ledger_code,amount,member",
            *invoices,
        ],
        ImportKind.PAYMENTS: ["number,account_number,date,amount,kind,method,reference", *payments],
    }
    for kind, lines in files.items():
        command = ImportRecords(kind, "\n".join(lines).encode())
        await run(store, command)
