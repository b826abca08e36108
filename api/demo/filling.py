"""Filling an empty database with the demo centre, and who may look at it."""

import random

from api.demo.bank_statements import import_bank_month
from api.demo.catalogue import CENTRE, FAMILIES
from api.demo.imported import import_former_books
from api.demo.planned_and_returned import record_bank_reports, record_planned_payments, record_refunds
from api.demo.story import Story
from domain.core.text import counted
from domain.permissions import ALL_PERMISSIONS, OPERATOR
from domain.queries.access import users_by_email
from domain.queries.history import nothing_recorded
from domain.queries.records import account_ids, transaction_count
from domain.services.access import CreateUser, UpdateUser
from domain.services.credentials import hash_password, new_secret
from domain.store.clock import today_in
from domain.store.store import Store

ADMIN_EMAIL = "admin@harbourview.example"
SEED = 1867


async def may_hold_the_demo(store: Store) -> bool:
    """Return whether a database is empty or holds an earlier demo: real books get no demo user."""
    return await store.read(nothing_recorded()) or ADMIN_EMAIL in await store.read(users_by_email([ADMIN_EMAIL]))


async def fill_demo(store: Store) -> str:
    """Fill a database that has no accounts, and return a summary in one line; one that has accounts stays unchanged."""
    present = await store.read(account_ids())
    if present:
        return f"{CENTRE} is there already, with {counted(len(present), 'account')}."
    today = today_in(store.context.zone, store.clock())
    story = Story(store, today, random.Random(SEED))  # noqa: S311 - the same centre each time
    await story.open_the_centre()
    await story.the_worked_example()
    await story.nine_months()
    await story.mistakes_and_mending()
    await record_planned_payments(story)
    await record_bank_reports(story)
    await record_refunds(story)
    await import_former_books(story)
    await import_bank_month(story)
    count = await store.read(transaction_count())
    return (
        f"{CENTRE}: {counted(len(FAMILIES), 'account')}, {counted(count, 'transaction')}. "
        "Account 1001 (Maria Rivera) has the worked example: 100.00 paid at checkout for items of 75.00, 75.00 and 20.00."
    )


async def new_demo_password(store: Store, admin: int) -> str:
    """Give the demo's administrator a new random password, to sign in again after signing out; return it."""
    password = new_secret()[:16]
    await store.run(UpdateUser(admin, password_hash=hash_password(password)), OPERATOR)
    return password


async def demo_admin(store: Store) -> int:
    """Return the user whom the printed link signs in, created if absent."""
    found = (await store.read(users_by_email([ADMIN_EMAIL]))).get(ADMIN_EMAIL)
    if found is not None:
        return found.id
    done = await store.run(
        CreateUser(ADMIN_EMAIL, "Demo administrator", hash_password(new_secret()), sorted(ALL_PERMISSIONS)), OPERATOR
    )
    return done.result.user
