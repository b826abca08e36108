"""What a run leaves out stays on the page with its reason and a link, until it is closed (domain R18a, R25c, R40a)."""

import datetime
import re

from playwright.async_api import expect

from domain.core.kinds import PaymentMethod, SubscriptionInterval
from domain.importing import ImportKind, ImportRecords
from domain.queries.records import accounts_by_number
from domain.services.reconcile import ReconcileAccount
from domain.services.subscriptions import CancelSubscription, CreateSubscription
from tests.browser.test_operations import operation
from tests.support.accessibility import found_wrong
from tests.support.billed_account import at_account, billed_account
from tests.support.centre import run
from tests.support.site import Visitor

FORGOTTEN_DAYS = 120
"""More than twelve weeks: one run leaves the subscription out."""


async def test_charging_names_each_subscription_that_it_left_out(visitor: Visitor) -> None:
    page, store = await at_account(visitor, "9691"), visitor.site.store
    account = (await store.read(accounts_by_number(["9691"])))["9691"].id
    today = datetime.datetime.now(datetime.UTC).date()
    subscriptions = []
    for what, started in (("Locker", today), ("Sauna", today - datetime.timedelta(FORGOTTEN_DAYS))):
        weekly = CreateSubscription(account, what, "SWIM", 900, SubscriptionInterval.WEEK, PaymentMethod.CASH, started)
        subscriptions.append((await run(store, weekly)).result.subscription)
    await operation(page, "Subscriptions")
    await page.get_by_role("button", name="Charge due subscriptions").click()
    form = page.get_by_role("dialog", name="Charge subscriptions")
    await expect(form.locator(".left-accounts")).to_contain_text("run again with “Charge them all”")
    await form.get_by_role("button", name="Charge", exact=True).click()
    left = page.get_by_role("dialog", name="Left out")
    await expect(left.get_by_role("listitem")).to_have_text(
        re.compile("Owner 9691 9691: The subscription 'Sauna' has 18 periods")
    )
    assert await found_wrong(page) == []
    await left.get_by_role("button", name="Close", exact=True).last.click()
    await expect(page.get_by_role("dialog", name="Subscriptions: Owner 9691")).to_be_visible()
    for each in subscriptions:
        await run(store, CancelSubscription(each))


async def test_an_undo_names_each_account_that_it_left_and_leads_there(visitor: Visitor) -> None:
    page, store = await at_account(visitor, "9692", (("Swim lessons", 5_000),)), visitor.site.store
    await billed_account(store, "9693", "Owner 9693", (("Swim lessons", 5_000),))
    rows = "number,account_number,date,amount\nLEFT-1,9692,2026-01-07,10\nLEFT-2,9693,2026-01-07,10\n"
    await run(store, ImportRecords(ImportKind.PAYMENTS, rows.encode()))
    used = (await store.read(accounts_by_number(["9693"])))["9693"].id
    await run(store, ReconcileAccount(used))
    await visitor.follow("/activity?account=9692")
    await (
        page.get_by_role("article", name=re.compile("^Import by"))
        .get_by_role("button", name=re.compile("^Undo"))
        .click()
    )
    question = page.get_by_role("dialog", name="Undo “Import”?")
    await expect(question.get_by_role("link", name="Owner 9693")).to_be_visible()
    await question.get_by_role("button", name="Undo", exact=True).click()
    left = page.get_by_role("dialog", name="Not undone on every account")
    await expect(left.get_by_role("listitem")).to_have_text(re.compile("^Owner 9693 9693: .*LEFT-2"))
    await left.get_by_role("link", name="Owner 9693").click()
    await expect(page.get_by_role("heading", name="Owner 9693")).to_be_visible()
    await expect(page.get_by_role("dialog")).to_have_count(0)
