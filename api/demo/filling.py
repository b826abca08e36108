"""Filling an empty database with the demo centre, and who may look at it."""

import random
from dataclasses import dataclass

from api.demo.catalogue import CENTRE, FAMILIES
from api.demo.former import what_was_taken_over
from api.demo.later import what_is_to_come, what_the_bank_said, what_was_given_back
from api.demo.story import Story
from domain.core.text import counted
from domain.permissions import ALL_PERMISSIONS, OPERATOR
from domain.queries.access import users_by_email
from domain.queries.history import nothing_recorded
from domain.queries.records import account_ids, transaction_count
from domain.services.access import CreateUser, UserOutcome, create_user, hash_password, new_secret
from domain.store.clock import today_in
from domain.store.store import Command, Store

ADMIN_EMAIL = "admin@harbourview.example"
SEED = 1867


@dataclass(frozen=True, slots=True)
class DemoSummary:
    """What the demo holds, in one line."""

    text: str


async def may_hold_the_demo(store: Store) -> bool:
    """Whether nothing was ever recorded in a database, or an earlier demo began it: real books get no demo user."""
    return await store.read(nothing_recorded()) or ADMIN_EMAIL in await store.read(users_by_email([ADMIN_EMAIL]))


async def fill_demo(store: Store) -> DemoSummary:
    """Fills a database that has no accounts yet; one that has some stays as it is."""
    present = await store.read(account_ids())
    if present:
        return DemoSummary(f"{CENTRE} is there already, with {counted(len(present), 'account')}.")
    today = today_in(store.context.zone, store.clock())
    story = Story(store, today, random.Random(SEED))  # noqa: S311 - the same centre each time
    await story.open_the_centre()
    await story.the_worked_example()
    await story.nine_months()
    await story.mistakes_and_mending()
    await what_is_to_come(story)
    await what_the_bank_said(story)
    await what_was_given_back(story)
    await what_was_taken_over(story)
    count = await store.read(transaction_count())
    return DemoSummary(
        f"{CENTRE}: {counted(len(FAMILIES), 'account')}, {counted(count, 'transaction')}. "
        "Account 1001 (Maria Rivera) has the worked example: 100.00 paid at checkout for items of 75.00, 75.00 and 20.00."
    )


async def demo_admin(store: Store) -> int:
    """The user whom the printed link signs in; made when there is none."""
    found = (await store.read(users_by_email([ADMIN_EMAIL]))).get(ADMIN_EMAIL)
    if found is not None:
        return found.id
    wish = CreateUser(ADMIN_EMAIL, "Demo administrator", hash_password(new_secret()), sorted(ALL_PERMISSIONS))
    done = await store.write(Command("createUser", OPERATOR), lambda block: create_user(block, wish), UserOutcome)
    return done.outcome.user
