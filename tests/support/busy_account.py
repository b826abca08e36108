"""Level: the page. Fill one account with as many transactions as a billing page shows at once."""

import datetime
import random

from domain.core.kinds import PaymentMethod
from domain.services.accounts import CreateAccount
from domain.services.bulk import CreateInvoices, MakePayments
from domain.services.invoices import CreateInvoice
from domain.services.payments import MakePayment, Money
from domain.services.recording import ItemInput
from domain.store.store import Store
from tests.support.centre import run
from tests.support.jobs import reconcile_whole

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
    done = await run(store, CreateAccount(number, "Birgitta Busy", "USD", None, ["Ada", "Bo"]))
    account_id = done.result.account
    days = sorted(chance.randrange(1095) for _ in range(transactions // 2))
    invoices = [
        CreateInvoice(
            account_id,
            [
                ItemInput(chance.choice(WHAT), "SWIM", chance.randrange(500, 30_000))
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
    await run(store, CreateInvoices(invoices))
    await run(store, MakePayments(payments))
    await reconcile_whole(store, account_id)
