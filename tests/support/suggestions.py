"""Level: a store with rows. Dated invoices with numbers, payments with references, and the suggestions for them."""

import datetime

from domain.core.kinds import PaymentMethod, TransactionKind
from domain.core.matching import Proposal, propose
from domain.queries.suggestions import open_accounts
from domain.services.invoices import CreateInvoice
from domain.services.marks import MarkInput
from domain.services.payments import CreateDeposit, MakePayment, Money
from domain.services.recording import ItemInput
from domain.tables import ItemRow
from tests.support.centre import Centre, run

JANUARY = datetime.date(2026, 1, 5)


async def invoice(centre: Centre, number: str, *amounts: int, account: int | None = None) -> list[ItemRow]:
    """An invoice's items."""
    items = [ItemInput("Swim lessons", "SWIM", amount) for amount in amounts]
    command = CreateInvoice(account or centre.rivera, items, JANUARY, number=number)
    return list(await centre.items((await run(centre.store, command)).result.transaction))


async def payment(
    centre: Centre,
    amount: int,
    *marks: MarkInput,
    reference: str | None = None,
    method: PaymentMethod = PaymentMethod.CHECK,
    kind: TransactionKind = TransactionKind.PAYMENT,
    account: int | None = None,
) -> ItemRow:
    """A payment's item."""
    money = Money(amount, method, JANUARY, reference=reference)
    command = CreateDeposit if kind is TransactionKind.DEPOSIT else MakePayment
    done = await run(centre.store, command(account or centre.rivera, money, marks))
    return (await centre.items(done.result.transaction))[0]


async def proposals(centre: Centre, credit: ItemRow | None = None, account: int | None = None) -> list[Proposal]:
    """What stands now, of one credit or of all of an account."""
    opened = await centre.store.read(open_accounts([account or centre.rivera], 10_000))
    found = [each for one in opened.accounts.values() for each in propose(one).proposals]
    return [each for each in found if credit is None or each.credit_item_id == credit.id]
