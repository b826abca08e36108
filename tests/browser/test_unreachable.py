"""A server that cannot be reached: each screen and dialog says so once, and one button tries all that is missing again."""

import asyncio
import contextlib
import re
from collections.abc import AsyncIterator

from playwright.async_api import Locator, Page, Route, expect

from domain.core.kinds import PaymentMethod
from tests.support.billed_account import WORKED_EXAMPLE, at_account
from tests.support.sent import sent
from tests.support.site import OUT_OF_REACH, Visitor
from tests.support.slow_answers import ADDRESS
from tests.support.walks import OPERATIONS, SCREENS

ALONE = {"/reports", "/import", "/statements"}
"""Screens that ask for nothing."""
NEEDS = {
    "Credit": {"ItemChoices", "OpenInvoices"},
    "Pay balance": {"PayBalance"},
    "Cancel items": {"Invoices"},
    "Reconcile account": {"ReconcileAccount"},
    "Subscriptions": {"Subscriptions"},
}
"""What a dialog asks for when it opens, where that is not the open invoices or the choices for items."""


@contextlib.asynccontextmanager
async def cut_off(visitor: Visitor, needed: set[str]) -> AsyncIterator[asyncio.Event]:
    """Nothing is answered; the event is set once all that is needed was asked for."""
    missing, asked = set(needed), asyncio.Event()

    async def refuse(route: Route) -> None:
        await route.abort("connectionrefused")
        found = re.search(r"(?:query|mutation) (\w+)", sent(route.request))
        missing.discard(found[1] if found else "")
        if not missing:
            asked.set()

    await visitor.page.route(ADDRESS, refuse)
    try:
        yield asked
    finally:
        await visitor.page.unroute(ADDRESS, refuse)
        visitor.foresees(OUT_OF_REACH)


async def reported_once(place: Locator) -> None:
    """One notice with one button."""
    await expect(place.get_by_role("alert")).to_have_count(1)
    await expect(place.get_by_role("alert")).to_contain_text("The server cannot be reached")
    await expect(place.get_by_role("button", name="Try again")).to_have_count(1)


async def tried_again(place: Locator) -> None:
    """After one click all is there."""
    await place.get_by_role("button", name="Try again").click()
    await expect(place.get_by_role("alert")).to_have_count(0)
    await expect(place.locator(".loading")).to_have_count(0)
    await expect(place.get_by_role("button", name="Try again")).to_have_count(0)


async def test_each_screen_says_it_once(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.follow_link()
    for screen in SCREENS:
        if screen in ALONE:
            continue
        async with cut_off(visitor, set()) as asked:
            await visitor.follow(screen)
            await asked.wait()
            await reported_once(page.locator("main"))
        await tried_again(page.locator("main"))


async def _open(page: Page, name: str) -> Locator:
    await page.get_by_role("button", name="Operations").click()
    await page.locator(".menu-list:popover-open").get_by_role("button", name=name, exact=True).click()
    return page.get_by_role("dialog")


async def test_each_operation_says_it_once(visitor: Visitor) -> None:
    page = await at_account(visitor, "9780", WORKED_EXAMPLE, paid=((6_000, PaymentMethod.CARD),))
    await _open(page, "Make payment")
    await page.keyboard.press("Escape")
    for name in OPERATIONS:
        async with cut_off(visitor, NEEDS.get(name, set())) as asked:
            dialog = await _open(page, name)
            await asked.wait()
            if name == "Edit account":
                await expect(page.locator(".toast.error")).to_contain_text("The server cannot be reached")
                continue
            await reported_once(dialog)
        await tried_again(dialog)
        await page.keyboard.press("Escape")
        await expect(dialog).to_have_count(0)


async def test_a_refund_whose_sources_and_preview_are_missing_says_it_once(visitor: Visitor) -> None:
    page = await at_account(visitor, "9781", paid=((6_000, PaymentMethod.CARD),))
    await page.locator("details.transaction summary").click()
    refund = page.locator("details.transaction").get_by_role("button", name="Refund")
    await refund.wait_for()
    dialog = page.get_by_role("dialog")
    async with cut_off(visitor, {"OpenCredits", "RecordRefund"}) as asked:
        await refund.click()
        await asked.wait()
        await reported_once(dialog)
    await tried_again(dialog)
    await expect(dialog.locator(".mark")).to_have_count(1)


async def test_what_a_draft_comes_to_is_asked_again(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.follow_link()
    await visitor.follow("/transactions/OLD-2207/reconciliations")
    await page.locator("li.reconciliation input").first.wait_for()
    bar = page.get_by_role("region", name="Unsaved changes")
    async with cut_off(visitor, set()) as asked:
        await page.locator("li.reconciliation input").first.fill("1.00")
        await asked.wait()
        await expect(bar).to_contain_text("The server cannot be reached")
    await bar.get_by_role("button", name="Try again").click()
    await expect(bar).not_to_contain_text("cannot be reached")
    await expect(bar).to_contain_text("After saving:")
