"""Level: the page. Books for which screens have least room: names of 80 characters, six-digit amounts, 500 rows."""

import datetime
from typing import Any

from domain.core.kinds import PaymentMethod
from domain.permissions import ALL_PERMISSIONS
from domain.services.access import CreateUser
from domain.services.accounts import CreateAccount
from domain.services.bank.lines import PartInput
from domain.services.credentials import hash_password
from domain.services.installments import InstallmentItem, InstallmentTerms
from domain.services.invoices import CreateInvoice
from domain.services.ledger_codes import CreateLedgerCode
from domain.services.payments import MakePayment, Money
from domain.services.planned_payments import CreatePlannedPayments
from domain.services.recording import ItemInput
from domain.store.store import Committed, Store
from tests.support.bank import Bank, movement, paid
from tests.support.busy_account import fill_busy_account
from tests.support.centre import Centre, mark

LONG_NAME = "Wilhelmina Konstantinopolitanska-Featherstonehaugh van den Bergh zu Hohenstaufen"
LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
LONG_TEXT = "Intensive synchronised swimming academy, advanced performance group, spring term"
LONG_EMAIL = "wilhelmina.konstantinopolitanska-featherstonehaugh@recreation-centre.example.org"
LONG_CODE = "SYNCHRONISED-SWIMMING-ACADEMY"
MANY_ACCOUNTS = 500
MANY_LINES = 500


async def fill_extremes(store: Store) -> None:
    """Fill empty books; ``LONG_EMAIL`` may do everything, with ``LONG_WORD`` as the password. Account 2001 is the widest."""
    today = datetime.datetime.now(datetime.UTC).date()
    centre = await Centre.open(store)
    await centre.do(CreateUser(LONG_EMAIL, LONG_NAME, hash_password(LONG_WORD), sorted(ALL_PERMISSIONS)))
    await centre.do(CreateLedgerCode(LONG_CODE, LONG_TEXT))
    widest = await centre.do(CreateAccount("2001", LONG_NAME, "USD", LONG_EMAIL, [LONG_NAME, LONG_WORD]))
    account = widest.result.account
    owed = [ItemInput(LONG_TEXT, LONG_CODE, 98_765_432), ItemInput(LONG_WORD, "SWIM", 45_678_901)]
    old = await centre.do(CreateInvoice(account, owed, today - datetime.timedelta(200)))
    await centre.do(CreateInvoice(account, owed, today - datetime.timedelta(20)))
    first, second = await centre.items(old)
    money = Money(88_888_888, PaymentMethod.CHECK, today - datetime.timedelta(3), "PAY-2001-1", LONG_TEXT)
    paid_for = [mark(first, 55_555_555), mark(second, 11_111_111)]
    payment = await centre.do(MakePayment(account, money, paid_for))
    planned = [InstallmentItem(10_000_000, item_id=second.id)]
    due_on = today + datetime.timedelta(9)
    terms = InstallmentTerms(due_on, 10_000_000, PaymentMethod.CARD, planned)
    await centre.do(CreatePlannedPayments(account, [terms]))
    await fill_busy_account(store)
    await _fill_bank(centre, payment, today)
    for number in range(3_000, 3_000 + MANY_ACCOUNTS):
        await centre.do(CreateAccount(str(number), f"{LONG_NAME[: number % 80 + 1].strip()} {number}", "USD"))


async def _fill_bank(centre: Centre, payment: Committed[Any], today: datetime.date) -> None:
    """A bank account of many lines with long names and texts; its first line is explained, by long words too."""
    bank = await Bank.open(centre, LONG_NAME, iban="GB82WEST12345698765432")
    movements = [
        movement(
            98_765_432 - number * 100_003 if number % 3 else -12_345_678 - number,
            f"{LONG_TEXT} {LONG_WORD} {number}",
            today - datetime.timedelta(number // 5),
            payer_name=f"{LONG_NAME[: 60 - number % 50].strip()} {number}",
            payer_account="DE89370400440532013000",
            structured_reference="RF18539007547034",
            bank_id=f"2026{number:012}",
        )
        for number in range(1, MANY_LINES + 1)
    ]
    await bank.give(
        *movements, opening=12_345_678_901, closing=12_345_678_901 + sum(each.amount_cents for each in movements)
    )
    first = next(line for line in reversed(await bank.lines()) if line.amount > 0)
    await bank.match(first.id, paid(payment, first.amount // 2))
    await bank.match(first.id, PartInput(other_cents=500, reason=f"{LONG_TEXT}, {LONG_WORD}"))
