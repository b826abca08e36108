"""What happened at the centre in the last nine months: purchases, late payments, mistakes and their mending.

Everything goes through the services that the API uses, so that the demo's history, batches and undo are real.
"""

import datetime
import random
from collections.abc import Sequence
from typing import Any, TypeVar

from api.demo.catalogue import CLUB_OFFERS, FAMILIES, LEDGER_CODES, OFFERS, Family, Offer
from domain.core.kinds import PaymentMethod, TransactionKind
from domain.permissions import ALL_PERMISSIONS, Principal, PrincipalKind
from domain.queries.records import items_of, members_of
from domain.services.accounts import CreateAccount
from domain.services.checkout import Checkout
from domain.services.invoices import CreateCredit, CreateInvoice
from domain.services.ledger_codes import CreateLedgerCode
from domain.services.marks import MarkInput
from domain.services.payments import CreateDeposit, MakePayment, Money
from domain.services.reconcile import ReconcileAccount
from domain.services.reconciliations import DeleteReconciliations, ModifyReconciliations, ReconciliationInput
from domain.services.recording import ItemInput
from domain.services.undo.batch import UndoBatch
from domain.store.commands import Command
from domain.store.store import Committed, Store
from domain.tables import ItemRow

R = TypeVar("R")

DESK = Principal(PrincipalKind.USER, "demo:desk", "Dana at the desk", ALL_PERMISSIONS)
OFFICE = Principal(PrincipalKind.USER, "demo:office", "Olu in the office", ALL_PERMISSIONS)
METHODS = (PaymentMethod.CARD, PaymentMethod.CARD, PaymentMethod.CASH, PaymentMethod.CHECK, PaymentMethod.TRANSFER)


class Story:
    """The centre as it goes: its accounts by number, and which comes next."""

    def __init__(self, store: Store, today: datetime.date, chance: random.Random) -> None:
        self.store = store
        self.today = today
        self.chance = chance
        self.accounts: dict[str, int] = {}
        self.members: dict[str, list[int]] = {}

    async def do(self, cmd: Command[R], who: Principal = DESK) -> Committed[R]:
        """One mutation, by somebody at the centre."""
        return await self.store.run(cmd, who)

    def days_ago(self, days: int) -> datetime.date:
        """A day before today."""
        return self.today - datetime.timedelta(days=days)

    async def open_the_centre(self) -> None:
        """Ledger codes and accounts."""
        for code, title in LEDGER_CODES.items():
            await self.do(CreateLedgerCode(code, title), OFFICE)
        for family in FAMILIES:
            name = family.owner.lower().replace(" ", ".").replace("'", "")
            email = f"{name}@example.org" if name.isascii() else None
            done = await self.do(CreateAccount(family.number, family.owner, "USD", email, family.members))
            self.accounts[family.number] = done.result.account
        members = await self.store.read(members_of(list(self.accounts.values())))
        self.members = {number: [each.id for each in members[key]] for number, key in self.accounts.items()}

    async def the_worked_example(self) -> None:
        """75.00, 75.00 and 20.00 with 100.00 paid at once: 75.00, 25.00 and 0 are reconciled (domain R10)."""
        leo, sofia = self.members["1001"][1:]
        items = [
            ItemInput("Swim lessons, level 3 (Leo)", "SWIM", 7_500, leo),
            ItemInput("Swim lessons, level 1 (Sofia)", "SWIM", 7_500, sofia),
            ItemInput("Public skate, five visits", "ICE", 2_000),
        ]
        await self.buy("1001", items, 12, Money(10_000, PaymentMethod.CARD))

    async def nine_months(self) -> None:
        """Purchases week by week: paid at checkout, in part, later at the desk with a mark, or not yet."""
        for family in FAMILIES[1:]:
            for days in sorted(self.chance.sample(range(4, 270), self.chance.randint(3, 7)), reverse=True):
                await self.one_purchase(family, days)

    async def one_purchase(self, family: Family, days: int) -> None:
        """One family's purchase, and how it was paid."""
        offers = self.chance.sample(OFFERS if family.members else CLUB_OFFERS, self.chance.randint(1, 3))
        items = [self.item(family, offer) for offer in offers]
        total = sum(item.amount_cents for item in items)
        method = self.chance.choice(METHODS)
        way = self.chance.random()
        if way < 0.55:  # noqa: PLR2004 - most pay at once
            await self.buy(family.number, items, days, Money(total, method))
        elif way < 0.70:  # noqa: PLR2004 - some pay a part
            await self.buy(family.number, items, days, Money(total // 3, method))
        elif way < 0.88:  # noqa: PLR2004 - some pay later, and say for what
            invoice = await self.bill(family.number, items, days)
            await self.pay(family.number, total, method, max(days - 9, 0), [MarkInput(invoice_id=invoice)])
        elif way < 0.95:  # noqa: PLR2004 - some pay later and do not
            await self.bill(family.number, items, days)
            await self.pay(family.number, total, method, max(days - 14, 0))
        else:
            await self.bill(family.number, items, days)

    def item(self, family: Family, offer: Offer) -> ItemInput:
        """An offer, for a member where the family has some."""
        members = self.members[family.number]
        return ItemInput(
            offer.description, offer.ledger_code, offer.amount_cents, self.chance.choice(members) if members else None
        )

    async def mistakes_and_mending(self) -> None:
        """What a desk sees: eChecks, deposits, credits, overpayment, a free class, backdating, undo, the tool."""
        camp = [ItemInput("Summer day camp, one week", "CAMP", 21_500)]
        invoice = await self.bill("1002", camp, 6)
        await self.pay("1002", 21_500, PaymentMethod.ECHECK, 2, [MarkInput(invoice_id=invoice)])
        await self.buy("1004", [ItemInput("Open house: free trial class", "ARTS", 0)], 20, None)
        await self.buy(
            "1006", [ItemInput("Fitness membership, one month", "MEMBER", 4_900)], 25, Money(6_000, PaymentMethod.CASH)
        )
        await self.pay("1009", 15_000, PaymentMethod.CHECK, 30, kind=TransactionKind.DEPOSIT, reference="Check 2041")
        await self.the_cancelled_choir()
        await self.the_wrong_child()
        await self.the_double_entry()
        await self.pay("1015", 45_000, PaymentMethod.TRANSFER, 45, reference="League transfer 0917")
        await self.do(ReconcileAccount(self.accounts["1015"]), OFFICE)

    async def the_cancelled_choir(self) -> None:
        """A credit memo settles another activity, whatever the ledger codes (domain R7)."""
        invoice = await self.bill("1011", [ItemInput("Pottery for beginners", "ARTS", 14_400)], 18)
        credit = [ItemInput("Choir term cancelled by the centre", "ARTS", 8_800)]
        await self.do(
            CreateCredit(self.accounts["1011"], credit, self.days_ago(15), None, None, [MarkInput(invoice_id=invoice)])
        )

    async def the_wrong_child(self) -> None:
        """A payment that was put on the wrong item, and moved by the office a week later (domain R13)."""
        items = [ItemInput("Learn to skate (Ewan)", "ICE", 11_250), ItemInput("Learn to skate (Isla)", "ICE", 11_250)]
        invoice = await self.bill("1019", items, 40)
        ewan, isla = (await self.items(invoice))[:2]
        payment = await self.pay("1019", 11_250, PaymentMethod.CARD, 38, [MarkInput(item_id=ewan.id)])
        paid = (await self.items(payment))[0]
        await self.do(ModifyReconciliations(payment, [ReconciliationInput(paid.id, isla.id, 11_250)]), OFFICE)

    async def the_double_entry(self) -> None:
        """A payment entered twice: the second is undone; and a reconciliation that was deleted by hand."""
        invoice = await self.bill("1022", [ItemInput("Birthday room", "RENTAL", 15_000)], 33)
        first = await self.pay("1022", 15_000, PaymentMethod.CASH, 30, [MarkInput(invoice_id=invoice)])
        twice = await self.do(MakePayment(self.accounts["1022"], Money(15_000, PaymentMethod.CASH, self.days_ago(30))))
        assert twice.batch_id is not None
        await self.do(UndoBatch(twice.batch_id), OFFICE)
        await self.do(DeleteReconciliations(transaction_id=first), OFFICE)

    async def items(self, transaction_id: int) -> Sequence[ItemRow]:
        """A transaction's items, in listed order."""
        found: dict[int, Any] = await self.store.read(items_of([transaction_id]))
        items: list[ItemRow] = found[transaction_id]
        return items

    async def buy(self, number: str, items: list[ItemInput], days: int, payment: Money | None) -> None:
        """A purchase at checkout."""
        await self.do(Checkout(self.accounts[number], items, self.days_ago(days), payment))

    async def bill(self, number: str, items: list[ItemInput], days: int) -> int:
        """An invoice, due in thirty days."""
        day = self.days_ago(days)
        cmd = CreateInvoice(self.accounts[number], items, day, day + datetime.timedelta(days=30))
        return (await self.do(cmd)).result.transaction

    async def pay(
        self,
        number: str,
        amount_cents: int,
        method: PaymentMethod,
        days: int,
        marks: Sequence[MarkInput] = (),
        kind: TransactionKind = TransactionKind.PAYMENT,
        reference: str | None = None,
    ) -> int:
        """A payment or deposit at the desk."""
        money = Money(amount_cents, method, self.days_ago(days), None, reference)
        command = CreateDeposit if kind is TransactionKind.DEPOSIT else MakePayment
        cmd = command(self.accounts[number], money, marks)
        return (await self.do(cmd)).result.transaction
