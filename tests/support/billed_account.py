"""Level: the page. Give a browser test an account of its own, which no other test changes."""

import datetime

from playwright.async_api import Page

from domain.core.kinds import PaymentMethod
from domain.permissions import Permission
from domain.queries.access import users_by_email
from domain.queries.records import accounts_by_number
from domain.services.access import CreateUser
from domain.services.accounts import CreateAccount
from domain.services.credentials import hash_password
from domain.services.invoices import CreateInvoice
from domain.services.payments import MakePayment, Money
from domain.services.recording import ItemInput
from domain.store.store import Store
from tests.support.centre import run
from tests.support.site import PASSWORD, Visitor

WORKED_EXAMPLE = (
    ("Swim lessons, level 3", 7_500),
    ("Swim lessons, level 1", 7_500),
    ("Public skate, five visits", 2_000),
)
"""The items of domain R10."""
BILLED_ON = datetime.date(2026, 9, 1)


async def billed_account(
    store: Store,
    number: str,
    owner: str,
    *invoices: tuple[tuple[str, int], ...],
    paid: tuple[tuple[int, PaymentMethod], ...] = (),
) -> None:
    """An account with invoices, a day apart, and payments that are not reconciled; made once, however often asked for."""
    if number in await store.read(accounts_by_number([number])):
        return
    done = await run(store, CreateAccount(number, owner, "USD", None, [owner]))
    account = done.result.account
    for day, items in enumerate(invoices):
        invoice = CreateInvoice(
            account, [ItemInput(what, "SWIM", cents) for what, cents in items], BILLED_ON + datetime.timedelta(days=day)
        )
        await run(store, invoice)
    for cents, method in paid:
        payment = MakePayment(account, Money(cents, method, BILLED_ON + datetime.timedelta(days=30)))
        await run(store, payment)


async def person(store: Store, name: str, permissions: list[Permission]) -> None:
    """Someone who signs in as NAME@example.org by the password of all; made once."""
    email = f"{name}@example.org"
    if email in await store.read(users_by_email([email])):
        return
    command = CreateUser(email, name.title(), hash_password(PASSWORD), permissions)
    await run(store, command)


async def at_account(
    visitor: Visitor,
    number: str,
    *invoices: tuple[tuple[str, int], ...],
    paid: tuple[tuple[int, PaymentMethod], ...] = (),
) -> Page:
    """The billing page of an account of the test's own, for the demo's administrator."""
    await billed_account(visitor.site.store, number, f"Owner {number}", *invoices, paid=paid)
    await visitor.be_signed_in()
    await visitor.go(f"/accounts/{number}")
    await visitor.page.locator(".columns").wait_for()
    return visitor.page
