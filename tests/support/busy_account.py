"""An account on which much has happened: as many transactions as a billing page shows at once."""

import datetime
import random

from domain.core.kinds import PaymentMethod
from domain.permissions import OPERATOR
from domain.services.accounts import AccountOutcome, CreateAccount, create_account
from domain.services.bulk import CreateInvoices, MakePayments, RecordedRows, create_invoices, make_payments
from domain.services.invoices import CreateInvoice
from domain.services.payments import MakePayment, Money
from domain.services.reconcile import ReconcileAccount, ReconcileOutcome, reconcile_account
from domain.services.recording import ItemWish
from domain.store.store import Command, Store

BUSY = "9500"
WHAT = (
    "Swim lessons, level 3",
    "Public skate, five visits",
    "Summer day camp",
    "Pottery, eight evenings",
    "Court rental",
)


async def fill_busy_account(store: Store, transactions: int = 500, number: str = BUSY) -> None:
    """An account: half invoices, half payments over three years, reconciled as far as the money goes."""
    chance = random.Random(4)
    first = datetime.date(2023, 11, 1)
    done = await store.write(
        Command("createAccount", OPERATOR),
        lambda block: create_account(block, CreateAccount(number, "Birgitta Busy", "USD", None, ["Ada", "Bo"])),
        AccountOutcome,
    )
    account_id = done.outcome.account
    days = sorted(chance.randrange(1095) for _ in range(transactions // 2))
    invoices = [
        CreateInvoice(
            account_id,
            [
                ItemWish(chance.choice(WHAT), "SWIM", chance.randrange(500, 30_000))
                for _ in range(chance.choice((1, 1, 1, 2, 3)))
            ],
            first + datetime.timedelta(days=day),
        )
        for day in days
    ]
    payments = [
        MakePayment(
            account_id,
            Money(
                chance.randrange(500, 30_000),
                chance.choice((PaymentMethod.CARD, PaymentMethod.CHECK, PaymentMethod.CASH)),
                first + datetime.timedelta(days=day + chance.randrange(20)),
            ),
        )
        for day in days
    ]
    await store.write(
        Command("createInvoices", OPERATOR),
        lambda block: create_invoices(block, CreateInvoices(invoices)),
        RecordedRows,
    )
    await store.write(
        Command("makePayments", OPERATOR), lambda block: make_payments(block, MakePayments(payments)), RecordedRows
    )
    await store.write(
        Command("reconcileAccount", OPERATOR),
        lambda block: reconcile_account(block, ReconcileAccount(account_id)),
        ReconcileOutcome,
    )
