"""Level: the GraphQL API. Many accounts, filled by random commands; equal for equal seeds on either database."""

import random

from domain.core.kinds import PaymentMethod
from domain.services.cancellations import CancelItem, CancelItems
from domain.services.checkout import Checkout
from domain.services.ledger_codes import CreateLedgerCode
from domain.services.payment_states import ConfirmPayment
from domain.services.payments import Money
from domain.services.recording import ItemInput
from domain.services.refunds import RecordRefund, RefundSource
from domain.store.store import Store
from tests.support.centre import Centre
from tests.support.clocks import JumpingClock
from tests.support.graphql import Api
from tests.support.random_commands.commands import OF_ALL_ACCOUNTS, OFTEN, RARE, RandomCommands
from tests.support.random_commands.draw import CURRENCIES, DRAWERS
from tests.support.random_commands.mending import offer_write_offs
from tests.support.random_commands.papers import offer_mail
from tests.support.random_commands.publishing import publish_part

ROWS_AT_ONCE = 500
GROUP = 50
"""Accounts that random commands mix with each other."""


async def crowd(store: Store, count: int, seed: int = 1, *, first: int = 0) -> list[int]:
    """Open accounts F00000 and on, each with a few open invoices and payments, equal for equal seeds; return their ids."""
    async with Api(store) as api:
        commands = RandomCommands(Centre(store), api, seed)
        if first == 0:
            await commands.send("createLedgerCode", {"code": "SWIM", "title": "Swimming"})
            await commands.send("createLedgerCode", {"code": "CAMP", "title": "Summer camp"})
        ids: list[int] = []
        for begun in range(first, first + count, ROWS_AT_ONCE):
            numbers = [f"F{each:05}" for each in range(begun, min(begun + ROWS_AT_ONCE, first + count))]
            opened = await commands.centre.accounts(numbers)
            await commands.fill(opened, ["CASH"])
            ids += opened
        return ids


async def random_books(store: Store, seed: int, accounts: int, steps: int = 6) -> RandomCommands:
    """Open accounts, fill them, and send so many random commands for each; equal for equal seeds on either database.

    Only mutations with a drawer are sent, so that a new one leaves the books of a seed as they are. The accounts are in
    each of ``CURRENCIES`` in turn. A command names rows of one account, now and then of three. The clock jumps forwards,
    and sometimes back.
    """
    async with Api(store) as api:
        store.clock = clock = JumpingClock(random.Random(seed))
        offer_write_offs(store)
        offer_mail(store)
        commands = RandomCommands(await Centre.open(store), api, seed)
        mutations = [each for each in DRAWERS if each not in RARE | OF_ALL_ACCOUNTS] + OFTEN
        for begun in range(0, accounts, GROUP):
            numbers = [f"A{each:05}" for each in range(begun, min(begun + GROUP, accounts))]
            opened = await commands.centre.accounts(numbers, CURRENCIES)
            await commands.fill(opened)
            for _ in range(steps * len(opened)):
                clock.jump()
                some = 3 if commands.maybe(0.1) else 1
                commands.accounts = commands.chance.sample(opened, min(some, len(opened)))
                while await commands.step(mutations) == "nothing":
                    pass
            commands.accounts = None
        while commands.publishing:
            await publish_part(commands)
        await refund_a_cancellation(commands.centre, opened[0])
        await confirm_a_reconciled_payment(commands.centre, opened[0])
        return commands


async def refund_a_cancellation(centre: Centre, account: int) -> None:
    """Pay an invoice, cancel it and give the money back, which random commands come to in few books."""
    await centre.do(CreateLedgerCode("GIVEN-BACK", "Given back"))
    money = Money(5_000, PaymentMethod.CASH)
    checkout = await centre.do(Checkout(account, [ItemInput("Camp", "GIVEN-BACK", 5_000)], None, money))
    (item,) = await centre.rows(f"select id from items where transaction_id = {checkout.result.invoice}")
    cancellation = await centre.do(CancelItems([CancelItem(item[0])]))
    source = RefundSource(transaction_id=cancellation.result.transaction)
    await centre.do(RecordRefund(account, 5_000, PaymentMethod.CASH, sources=[source]))


async def confirm_a_reconciled_payment(centre: Centre, account: int) -> None:
    """Pay an invoice by eCheck and have the money arrive, which changes a reconciliation: few random commands do."""
    money = Money(2_000, PaymentMethod.ECHECK)
    checkout = await centre.do(Checkout(account, [ItemInput("Camp", "GIVEN-BACK", 2_000)], None, money))
    await centre.do(ConfirmPayment(checkout.result.payment))
