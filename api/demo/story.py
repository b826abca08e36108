"""What happened at the centre in the last nine months: purchases, late payments, mistakes and their mending.

Everything goes through the services that the API uses, so that the demo's history, batches and undo are real.
"""

import datetime
import random
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from api.demo.catalogue import CLUB_OFFERS, FAMILIES, LEDGER_CODES, OFFERS, Family, Offer
from domain.core.kinds import PaymentMethod, TransactionKind
from domain.permissions import ALL_PERMISSIONS, Principal, PrincipalKind
from domain.queries.records import items_of, members_of
from domain.rows import ItemRow
from domain.services.accounts import AccountOutcome, CreateAccount, create_account
from domain.services.checkout import Checkout, CheckoutOutcome, checkout
from domain.services.invoices import CreateCredit, CreateInvoice, create_credit, create_invoice
from domain.services.ledger_codes import CreateLedgerCode, LedgerCodeOutcome, create_ledger_code
from domain.services.marks import MarkWish
from domain.services.payments import MakePayment, Money, make_payment
from domain.services.reconcile import ReconcileAccount, ReconcileOutcome, reconcile_account
from domain.services.reconciliations import (
    DeleteReconciliations,
    EdgeWish,
    ModifiedOutcome,
    ModifyReconciliations,
    delete_reconciliations,
    modify_reconciliations,
)
from domain.services.recording import ItemWish, RecordedOutcome
from domain.services.undo import UndoBatch, UndoOutcome, undo_batch
from domain.store.block import Block
from domain.store.steps import Steps
from domain.store.store import Command, Done, Store

T = TypeVar("T")
W = TypeVar("W")

DESK = Principal(PrincipalKind.USER, "demo:desk", "Dana at the desk", ALL_PERMISSIONS)
OFFICE = Principal(PrincipalKind.USER, "demo:office", "Olu in the office", ALL_PERMISSIONS)
METHODS = (PaymentMethod.CARD, PaymentMethod.CARD, PaymentMethod.CASH, PaymentMethod.CHECK, PaymentMethod.TRANSFER)


class Story:
    """The centre as it goes: its accounts by number, and whose turn it is."""

    def __init__(self, store: Store, today: datetime.date, chance: random.Random) -> None:
        self.store = store
        self.today = today
        self.chance = chance
        self.accounts: dict[str, int] = {}
        self.members: dict[str, list[int]] = {}

    async def do(
        self,
        mutation: str,
        service: Callable[[Block, W], Steps[T]],
        wish: W,
        outcome: type[T],
        who: Principal = DESK,
    ) -> Done[T]:
        """One mutation, by somebody at the centre."""
        return await self.store.write(Command(mutation, who), lambda block: service(block, wish), outcome)

    def days_ago(self, days: int) -> datetime.date:
        """A day before today."""
        return self.today - datetime.timedelta(days=days)

    async def open_the_centre(self) -> None:
        """Ledger codes and accounts."""
        for code, title in LEDGER_CODES.items():
            await self.do(
                "createLedgerCode", create_ledger_code, CreateLedgerCode(code, title), LedgerCodeOutcome, OFFICE
            )
        for family in FAMILIES:
            name = family.owner.lower().replace(" ", ".").replace("'", "")
            email = f"{name}@example.org" if name.isascii() else None
            wish = CreateAccount(family.number, family.owner, "USD", email, family.members)
            done = await self.do("createAccount", create_account, wish, AccountOutcome)
            self.accounts[family.number] = done.outcome.account
        members = await self.store.read(members_of(list(self.accounts.values())))
        self.members = {number: [each.id for each in members[key]] for number, key in self.accounts.items()}

    async def the_worked_example(self) -> None:
        """75.00, 75.00 and 20.00 with 100.00 paid at once: 75.00, 25.00 and 0 are reconciled (domain R10)."""
        leo, sofia = self.members["1001"][1:]
        items = [
            ItemWish("Swim lessons, level 3 (Leo)", "SWIM", 7_500, leo),
            ItemWish("Swim lessons, level 1 (Sofia)", "SWIM", 7_500, sofia),
            ItemWish("Public skate, five visits", "ICE", 2_000),
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
            await self.pay(family.number, total, method, max(days - 9, 0), [MarkWish(invoice_id=invoice)])
        elif way < 0.95:  # noqa: PLR2004 - some pay later and do not
            await self.bill(family.number, items, days)
            await self.pay(family.number, total, method, max(days - 14, 0))
        else:
            await self.bill(family.number, items, days)

    def item(self, family: Family, offer: Offer) -> ItemWish:
        """An offer, for a member where the family has some."""
        members = self.members[family.number]
        return ItemWish(
            offer.description, offer.ledger_code, offer.amount_cents, self.chance.choice(members) if members else None
        )

    async def mistakes_and_mending(self) -> None:
        """What a desk sees: eChecks, deposits, credits, overpayment, a free class, backdating, undo, the tool."""
        camp = [ItemWish("Summer day camp, one week", "CAMP", 21_500)]
        invoice = await self.bill("1002", camp, 6)
        await self.pay("1002", 21_500, PaymentMethod.ECHECK, 2, [MarkWish(invoice_id=invoice)])
        await self.buy("1004", [ItemWish("Open house: free trial class", "ARTS", 0)], 20, None)
        await self.buy(
            "1006", [ItemWish("Fitness membership, one month", "MEMBER", 4_900)], 25, Money(6_000, PaymentMethod.CASH)
        )
        await self.pay("1009", 15_000, PaymentMethod.CHECK, 30, kind=TransactionKind.DEPOSIT, reference="Check 2041")
        await self.the_cancelled_choir()
        await self.the_wrong_child()
        await self.the_double_entry()
        await self.pay("1015", 45_000, PaymentMethod.TRANSFER, 45, reference="League transfer 0917")
        wish = ReconcileAccount(self.accounts["1015"])
        await self.do("reconcileAccount", reconcile_account, wish, ReconcileOutcome, OFFICE)

    async def the_cancelled_choir(self) -> None:
        """A credit memo settles another activity, whatever the ledger codes (domain R7)."""
        invoice = await self.bill("1011", [ItemWish("Pottery for beginners", "ARTS", 14_400)], 18)
        credit = [ItemWish("Choir term cancelled by the centre", "ARTS", 8_800)]
        wish = CreateCredit(
            self.accounts["1011"], credit, self.days_ago(15), None, None, [MarkWish(invoice_id=invoice)]
        )
        await self.do("createCredit", create_credit, wish, RecordedOutcome)

    async def the_wrong_child(self) -> None:
        """A payment that was put on the wrong item, and moved by the office a week later (domain R13)."""
        items = [ItemWish("Learn to skate (Ewan)", "ICE", 11_250), ItemWish("Learn to skate (Isla)", "ICE", 11_250)]
        invoice = await self.bill("1019", items, 40)
        ewan, isla = (await self.items(invoice))[:2]
        payment = await self.pay("1019", 11_250, PaymentMethod.CARD, 38, [MarkWish(item_id=ewan.id)])
        paid = (await self.items(payment))[0]
        modify = ModifyReconciliations(payment, [EdgeWish(paid.id, isla.id, 11_250)])
        await self.do("modifyReconciliations", modify_reconciliations, modify, ModifiedOutcome, OFFICE)

    async def the_double_entry(self) -> None:
        """A payment entered twice: the second is undone; and a reconciliation that was deleted by hand."""
        invoice = await self.bill("1022", [ItemWish("Birthday room", "RENTAL", 15_000)], 33)
        first = await self.pay("1022", 15_000, PaymentMethod.CASH, 30, [MarkWish(invoice_id=invoice)])
        wish = MakePayment(self.accounts["1022"], Money(15_000, PaymentMethod.CASH, self.days_ago(30)))
        twice = await self.do("makePayment", make_payment, wish, RecordedOutcome)
        assert twice.batch_id is not None
        await self.do("undoBatch", undo_batch, UndoBatch(twice.batch_id), UndoOutcome, OFFICE)
        delete = DeleteReconciliations(transaction_id=first)
        await self.do("deleteReconciliations", delete_reconciliations, delete, ModifiedOutcome, OFFICE)

    async def items(self, transaction_id: int) -> Sequence[ItemRow]:
        """A transaction's items, in listed order."""
        found: dict[int, Any] = await self.store.read(items_of([transaction_id]))
        items: list[ItemRow] = found[transaction_id]
        return items

    async def buy(self, number: str, items: list[ItemWish], days: int, payment: Money | None) -> None:
        """A purchase at checkout."""
        wish = Checkout(self.accounts[number], items, self.days_ago(days), payment)
        await self.do("checkout", checkout, wish, CheckoutOutcome)

    async def bill(self, number: str, items: list[ItemWish], days: int) -> int:
        """An invoice, due in thirty days."""
        day = self.days_ago(days)
        wish = CreateInvoice(self.accounts[number], items, day, day + datetime.timedelta(days=30))
        return (await self.do("createInvoice", create_invoice, wish, RecordedOutcome)).outcome.transaction

    async def pay(
        self,
        number: str,
        amount_cents: int,
        method: PaymentMethod,
        days: int,
        marks: Sequence[MarkWish] = (),
        kind: TransactionKind = TransactionKind.PAYMENT,
        reference: str | None = None,
    ) -> int:
        """A payment or deposit at the desk."""
        money = Money(amount_cents, method, self.days_ago(days), None, reference)
        wish = MakePayment(self.accounts[number], money, kind, marks)
        mutation = "makePayment" if kind is TransactionKind.PAYMENT else "createDeposit"
        return (await self.do(mutation, make_payment, wish, RecordedOutcome)).outcome.transaction
