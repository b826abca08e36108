"""Level: the page. A bank account of the demo's centre: a statement whose lines are the demo's own payments, and others."""

import datetime

from api.demo import fill_demo
from domain.core.bank_keys import Movement
from domain.core.kinds import BankFileFormat
from domain.importing.statements.service import ImportBankStatement
from domain.services.bank.accounts import CreateBankAccount
from domain.services.bank.lines import IgnoreBankLine, MatchBankLine, PartInput
from domain.services.bank.statements import ReadStatement
from domain.store.program import Sql
from domain.store.store import Store
from tests.support.bank import movement, statement
from tests.support.centre import rows, run

BANK = "City Bank checking"
OPENING_CENTS = 1_234_500
LATEST = Sql(
    "select t.number, t.amount_cents, t.date, a.owner_name, t.id from transactions t join accounts a on a.id = t.account_id "
    "where t.kind = 'PAYMENT' and t.withdrawn_at is null and t.payment_state = 'CONFIRMED' and a.currency = 'USD' "
    "and t.method in ('CHECK', 'TRANSFER', 'CASH') order by t.date desc, t.id desc limit 12"
)
MATCHED = 3
"""So many of the payments are matched with their lines."""


async def fill_bank(store: Store) -> None:
    """Add the bank account to the demo's books, with lines of each status; a fee, unknown money, and more."""
    payments = await rows(store, LATEST)
    account = (await run(store, CreateBankAccount(BANK, "USD", number="4420 0198"))).result.bank_account
    movements = [_of_payment(number, cents, _day(date), owner) for number, cents, date, owner, _ in payments]
    last = max(each.booked_on for each in movements)
    movements += [
        movement(-1_250, "Account maintenance", last, kind="FEE"),
        movement(-500_000, "To savings", last),
        movement(8_500, "Summer camp Leo", last, payer_name="RIVERA MARIA", payer_account="US64SVBKUS6S3300958879"),
        movement(45_000, "School board, 6 families", last, payer_name="Riverside School Board"),
        movement(1, "Test", last, payer_name="City Bank"),
    ]
    read = _statement(movements)
    command = ImportBankStatement(account, [read])
    await run(store, command)
    lines = await rows(store, Sql("select id, text from bank_lines"))
    for number, cents, _, _, transaction in payments[:MATCHED]:
        line = next(line for line, text in lines if number in text)
        await run(store, MatchBankLine(line, [PartInput(transaction_id=transaction, amount_cents=cents)]))
    await run(store, IgnoreBankLine(next(line for line, text in lines if text == "Test"), "A test of the bank"))


async def fill_demo_with_bank(store: Store) -> None:
    """Fill the demo's books, and add the bank account."""
    await fill_demo(store)
    await fill_bank(store)


def _day(stored: datetime.date | str) -> datetime.date:
    return stored if isinstance(stored, datetime.date) else datetime.date.fromisoformat(stored)


def _of_payment(number: str, cents: int, day: datetime.date, owner: str) -> Movement:
    return movement(cents, f"Payment {number}", day, payer_name=owner.upper())


def _statement(movements: list[Movement]) -> ReadStatement:
    closing = OPENING_CENTS + sum(each.amount_cents for each in movements)
    return statement(*movements, opening=OPENING_CENTS, closing=closing, format=BankFileFormat.CAMT)
