"""Planned payments and subscriptions at the centre, what its bank confirmed or returned, and refunds."""

import datetime

from api.demo.story import OFFICE, Story
from domain.core.kinds import PaymentMethod, SubscriptionInterval
from domain.services.cancellations import CancelItem, CancelItems
from domain.services.charging import ChargeSubscriptions
from domain.services.checkout import Checkout, InstallmentPlan
from domain.services.installments import InstallmentItem, InstallmentTerms
from domain.services.marks import MarkInput
from domain.services.payment_states import ConfirmPayment, FailPayment
from domain.services.payments import Money
from domain.services.planned_payments import ModifyPlannedPayment, ProcessPlannedPayments
from domain.services.recording import ItemInput
from domain.services.refunds import RecordRefund, RefundSource
from domain.services.subscriptions import CreateSubscription


async def record_planned_payments(story: Story) -> None:
    """Camps in installments, some of them processed, one adjusted; hockey with a shortfall; memberships by subscription."""
    camp = [ItemInput("Summer day camp, two weeks", "CAMP", 43_000), ItemInput("Camp T-shirt", "MERCH", 1_800)]
    plan = InstallmentPlan(4, story.days_ago(50), PaymentMethod.CARD)
    await story.do(
        Checkout(story.accounts["1005"], camp, story.days_ago(60), Money(9_800, PaymentMethod.CARD), plan=plan)
    )
    hockey = [ItemInput("Hockey season", "ICE", 62_000), ItemInput("Jersey", "MERCH", 7_500)]
    jersey = [InstallmentItem(7_500, position=2)]
    installments = [
        InstallmentTerms(story.days_ago(-20), 7_500, PaymentMethod.CARD, jersey),
        InstallmentTerms(story.days_ago(-50), 30_000, PaymentMethod.CARD),
    ]
    season = Checkout(story.accounts["1008"], hockey, story.days_ago(9), None, installments)
    done = await story.do(season)
    await story.do(ModifyPlannedPayment(done.result.planned_payments[1], story.days_ago(-58)), OFFICE)
    piano = Checkout(
        story.accounts["1013"],
        [ItemInput("Piano lessons, one term", "ARTS", 36_000)],
        story.days_ago(30),
        None,
        plan=InstallmentPlan(3, story.days_ago(-5), PaymentMethod.TRANSFER),
    )
    bought = await story.do(piano)
    await story.do(ModifyPlannedPayment(bought.result.planned_payments[2], amount_cents=10_000), OFFICE)
    for days in (50, 19):
        await story.do(ProcessPlannedPayments(story.days_ago(days)), OFFICE)
    await _memberships(story)


async def _memberships(story: Story) -> None:
    """Two memberships, charged month by month."""
    for number, method in (("1012", PaymentMethod.CARD), ("1020", PaymentMethod.TRANSFER)):
        await story.do(
            CreateSubscription(
                account_id=story.accounts[number],
                description="Fitness membership, monthly",
                ledger_code="MEMBER",
                amount_cents=4_900,
                interval=SubscriptionInterval.MONTH,
                method=method,
                starts_on=story.days_ago(100),
            )
        )
    await story.do(ChargeSubscriptions(story.today), OFFICE)


async def record_bank_reports(story: Story) -> None:
    """An eCheck that was confirmed, one that failed, and a check that came back weeks later."""
    for number, days, reason in (("1010", 35, ""), ("1016", 24, "Insufficient funds (R01)")):
        invoice = await story.bill(number, [ItemInput("Learn to skate", "ICE", 11_250)], days + 5)
        paid = await story.pay(number, 11_250, PaymentMethod.ECHECK, days, [MarkInput(invoice_id=invoice)])
        if reason:
            await story.do(FailPayment(paid, reason, story.days_ago(days - 4)), OFFICE)
        else:
            await story.do(ConfirmPayment(paid), OFFICE)
    invoice = await story.bill("1021", [ItemInput("Watercolour evenings", "ARTS", 9_600)], 70)
    paid = await story.pay("1021", 9_600, PaymentMethod.CHECK, 66, [MarkInput(invoice_id=invoice)])
    await story.do(FailPayment(paid, "Check returned by the bank", story.days_ago(52)), OFFICE)


async def record_refunds(story: Story) -> None:
    """A class that was cancelled and refunded, and one whose credit still waits for another activity."""
    for number, cents, days in (("1017", 8_400, 44), ("1024", 6_300, 12)):
        day: datetime.date = story.days_ago(days)
        items = [ItemInput("Parent and tot swim", "SWIM", cents)]
        bought = await story.do(
            Checkout(story.accounts[number], items, story.days_ago(days + 10), Money(cents, PaymentMethod.CARD))
        )
        item = (await story.items(bought.result.invoice))[0]
        cancel = CancelItems([CancelItem(item.id)], day, description="Class cancelled: pool closed for repairs")
        cancelled = await story.do(cancel, OFFICE)
        if days > 14:  # noqa: PLR2004 - the older one was refunded
            source = RefundSource(transaction_id=cancelled.result.transaction)
            refund = RecordRefund(story.accounts[number], cents, PaymentMethod.CARD, day, sources=[source])
            await story.do(refund, OFFICE)
