"""What is still to come at the centre, what its bank said, and what was given back."""

import datetime

from api.demo.story import OFFICE, Story
from domain.core.kinds import PaymentMethod, SubscriptionInterval
from domain.services.cancellations import CancelItem, CancelItems, cancel_items
from domain.services.checkout import Checkout, CheckoutOutcome, InstallmentPlan, checkout
from domain.services.installments import InstallmentItemWish, InstallmentWish
from domain.services.marks import MarkWish
from domain.services.payment_states import (
    ConfirmedOutcome,
    ConfirmPayment,
    FailedOutcome,
    FailPayment,
    confirm_payment,
    fail_payment,
)
from domain.services.payments import Money
from domain.services.planned_payments import (
    ModifyPlannedPayment,
    PlannedOutcome,
    ProcessedOutcome,
    ProcessPlannedPayments,
    modify_planned_payment,
    process_planned_payments,
)
from domain.services.recording import ItemWish, RecordedOutcome
from domain.services.refunds import RecordRefund, RefundSource, record_refund
from domain.services.subscriptions import (
    ChargedOutcome,
    ChargeSubscriptions,
    CreateSubscription,
    SubscriptionOutcome,
    charge_subscriptions,
    create_subscription,
)


async def what_is_to_come(story: Story) -> None:
    """Camps in installments, some of them processed, one adjusted; hockey with a shortfall; memberships by subscription."""
    camp = [ItemWish("Summer day camp, two weeks", "CAMP", 43_000), ItemWish("Camp T-shirt", "MERCH", 1_800)]
    plan = InstallmentPlan(4, story.days_ago(50), PaymentMethod.CARD)
    wish = Checkout(story.accounts["1005"], camp, story.days_ago(60), Money(9_800, PaymentMethod.CARD), plan=plan)
    await story.do("checkout", checkout, wish, CheckoutOutcome)
    hockey = [ItemWish("Hockey season", "ICE", 62_000), ItemWish("Jersey", "MERCH", 7_500)]
    jersey = [InstallmentItemWish(7_500, position=2)]
    installments = [
        InstallmentWish(story.days_ago(-20), 7_500, PaymentMethod.CARD, jersey),
        InstallmentWish(story.days_ago(-50), 30_000, PaymentMethod.CARD),
    ]
    season = Checkout(story.accounts["1008"], hockey, story.days_ago(9), None, installments)
    done = await story.do("checkout", checkout, season, CheckoutOutcome)
    later = ModifyPlannedPayment(done.outcome.planned_payments[1], story.days_ago(-58))
    await story.do("modifyPlannedPayment", modify_planned_payment, later, PlannedOutcome, OFFICE)
    piano = Checkout(
        story.accounts["1013"],
        [ItemWish("Piano lessons, one term", "ARTS", 36_000)],
        story.days_ago(30),
        None,
        plan=InstallmentPlan(3, story.days_ago(-5), PaymentMethod.TRANSFER),
    )
    bought = await story.do("checkout", checkout, piano, CheckoutOutcome)
    adjusted = ModifyPlannedPayment(bought.outcome.planned_payments[2], amount_cents=10_000)
    await story.do("modifyPlannedPayment", modify_planned_payment, adjusted, PlannedOutcome, OFFICE)
    for days in (50, 19):
        run = ProcessPlannedPayments(story.days_ago(days))
        await story.do("processPlannedPayments", process_planned_payments, run, ProcessedOutcome, OFFICE)
    await _memberships(story)


async def _memberships(story: Story) -> None:
    """Two memberships, charged month by month."""
    for number, method in (("1012", PaymentMethod.CARD), ("1020", PaymentMethod.TRANSFER)):
        wish = CreateSubscription(
            account_id=story.accounts[number],
            description="Fitness membership, monthly",
            ledger_code="MEMBER",
            amount_cents=4_900,
            interval=SubscriptionInterval.MONTH,
            method=method,
            starts_on=story.days_ago(100),
        )
        await story.do("createSubscription", create_subscription, wish, SubscriptionOutcome)
    run = ChargeSubscriptions(story.today)
    await story.do("chargeSubscriptions", charge_subscriptions, run, ChargedOutcome, OFFICE)


async def what_the_bank_said(story: Story) -> None:
    """An eCheck that was confirmed, one that failed, and a check that came back weeks later."""
    for number, days, reason in (("1010", 35, ""), ("1016", 24, "Insufficient funds (R01)")):
        invoice = await story.bill(number, [ItemWish("Learn to skate", "ICE", 11_250)], days + 5)
        paid = await story.pay(number, 11_250, PaymentMethod.ECHECK, days, [MarkWish(invoice_id=invoice)])
        if reason:
            fail = FailPayment(paid, reason, story.days_ago(days - 4))
            await story.do("failPayment", fail_payment, fail, FailedOutcome, OFFICE)
        else:
            await story.do("confirmPayment", confirm_payment, ConfirmPayment(paid), ConfirmedOutcome, OFFICE)
    invoice = await story.bill("1021", [ItemWish("Watercolour evenings", "ARTS", 9_600)], 70)
    paid = await story.pay("1021", 9_600, PaymentMethod.CHECK, 66, [MarkWish(invoice_id=invoice)])
    returned = FailPayment(paid, "Check returned by the bank", story.days_ago(52))
    await story.do("failPayment", fail_payment, returned, FailedOutcome, OFFICE)


async def what_was_given_back(story: Story) -> None:
    """A class that was cancelled and refunded, and one whose credit still waits for another activity."""
    for number, cents, days in (("1017", 8_400, 44), ("1024", 6_300, 12)):
        day: datetime.date = story.days_ago(days)
        items = [ItemWish("Parent and tot swim", "SWIM", cents)]
        bought = await story.do(
            "checkout",
            checkout,
            Checkout(story.accounts[number], items, story.days_ago(days + 10), Money(cents, PaymentMethod.CARD)),
            CheckoutOutcome,
        )
        item = (await story.items(bought.outcome.invoice))[0]
        cancel = CancelItems([CancelItem(item.id)], day, description="Class cancelled: pool closed for repairs")
        cancelled = await story.do("cancelItems", cancel_items, cancel, RecordedOutcome, OFFICE)
        if days > 14:  # noqa: PLR2004 - the older one was refunded
            source = RefundSource(transaction_id=cancelled.outcome.transaction)
            refund = RecordRefund(story.accounts[number], cents, PaymentMethod.CARD, day, sources=[source])
            await story.do("recordRefund", record_refund, refund, RecordedOutcome, OFFICE)
