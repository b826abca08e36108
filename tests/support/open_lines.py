"""Level: the page. Bank lines to explain: sure ones, ones to look at, ones without a proposal, and money that went out."""

import datetime

from domain.core.kinds import BankFileFormat
from domain.importing import ImportKind, ImportRecords
from domain.importing.statements.service import ImportBankStatement
from domain.services.bank.accounts import CreateBankAccount
from domain.store.store import Store
from tests.support.bank import movement, statement
from tests.support.centre import run

BANK = "City Bank checking"
FEE = "Account maintenance"


async def fill_open_lines(store: Store, sure: int, look: int, none: int, recorded: int = 0) -> None:
    """An account for each line, L-1 and on, in books that have the ledger code SWIM; at last a fee of the bank.

    First ``recorded`` lines whose payments LP-1 and on are recorded already, unapplied; then sure ones, each naming its
    invoice LI-1 and its payer; then those whose payer owes the amount twice; then those that say nothing.
    """
    accounts, invoices, payments, movements = [], [], [], []
    for number in range(1, recorded + sure + look + none + 1):
        cents, owner = 20_000 + number * 31, f"Payer {number} Lines"
        day = datetime.date(2026, 3, number % 28 + 1)
        amount = f"{cents // 100}.{cents % 100:02}"
        accounts.append(f"L-{number},{owner},,USD,")
        twice = recorded + sure < number <= recorded + sure + look
        if number <= recorded + sure + look:
            invoices += [
                f"LI-{number}{'-2' * place},L-{number},2026-02-0{place + 1},,Lessons,SWIM,{amount},"
                for place in range(2 if twice else 1)
            ]
        if number <= recorded:
            payments.append(f"LP-{number},L-{number},{day},{amount},PAYMENT,CHECK,")
        says = number <= recorded + sure
        known = number <= recorded + sure + look
        text = f"Invoice LI-{number}" if says else f"Transfer {number}"
        movements.append(movement(cents, text, day, payer_name=owner.upper() if known else None))
    movements.append(movement(-900, FEE, datetime.date(2026, 3, 28)))
    files = {
        ImportKind.ACCOUNTS: ["account_number,owner_name,email,currency,members", *accounts],
        ImportKind.INVOICES: [
            "invoice_number,account_number,date,due_on,description,ledger_code,amount,member",
            *invoices,
        ],
        ImportKind.PAYMENTS: ["number,account_number,date,amount,kind,method,reference", *payments],
    }
    for kind, lines in files.items():
        if len(lines) > 1:
            command = ImportRecords(kind, "\n".join(lines).encode())
            await run(store, command)
    account = (await run(store, CreateBankAccount(BANK, "USD", number="4420 0198"))).result.bank_account
    read = statement(*movements, format=BankFileFormat.CAMT)
    command = ImportBankStatement(account, [read])
    await run(store, command)
