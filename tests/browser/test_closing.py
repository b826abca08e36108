"""Closing a period on the page: what is looked at before, what a form says of a closed day, and reopening."""

import datetime
import pathlib

import pytest
from playwright.async_api import Browser, Route, expect

from tests.support.bank_screen import at_bank
from tests.support.past_the_page import graph
from tests.support.sent import sent
from tests.support.site import OUT_OF_REACH, Visitor, served_demo, visiting
from tests.support.slow_answers import ADDRESS


async def test_a_period_is_closed_refuses_a_payment_and_is_reopened(browser: Browser, tmp_path: pathlib.Path) -> None:
    async with served_demo(f"sqlite:///{tmp_path}/closing.db") as site, visiting(browser, site) as visitor:
        page = visitor.page
        await visitor.be_signed_in()
        await visitor.go("/today")
        await page.get_by_role("link", name="Last month is not closed").click()
        await expect(page.locator(".checklist li")).to_have_count(5)
        open_money = page.locator(".checklist li", has_text="All money is matched?")
        await expect(open_money.get_by_role("link")).to_have_attribute(
            "href", f"/unreconciled?show=credits&period={ALL}"
        )
        await page.get_by_role("button", name="Close a period").first.click()
        await expect(page.get_by_label("Close all days through")).to_have_value(LAST)
        await page.get_by_role("button", name="Close the period").click()
        await expect(page.get_by_role("row").filter(has_text="Demo administrator")).to_have_count(1)
        await visitor.go("/accounts/1001")
        await page.get_by_role("button", name="Make payment").first.click()
        await page.get_by_label("Amount", exact=True).fill("20")
        await page.get_by_role(
            "button", name="Public skate, five visits"
        ).click()  # money that is left open is asked about
        await page.get_by_role("dialog").get_by_label("Date").fill(LAST)
        await page.get_by_role("button", name="Record payment").click()
        await expect(page.locator(".field.wrong")).to_contain_text(f"closed the books through {LAST}")
        await page.get_by_role("dialog").get_by_label("Date").fill("")
        await page.keyboard.press("Escape")
        await visitor.go("/closing")
        await page.get_by_role("link", name="What changed since the closing").click()
        await expect(page.get_by_text("Nothing differs.")).to_be_visible()
        await visitor.go("/closing")
        await page.get_by_role("button", name="Reopen").click()
        await page.get_by_label("Reason").fill("A receipt was missing")
        await page.get_by_role("button", name="Reopen", exact=True).last.click()
        await expect(page.get_by_role("row").filter(has_text="A receipt was missing")).to_have_count(1)
        found = await graph(visitor, "{ booksClosings { nodes { reopenedBy } } }")
        assert [each["reopenedBy"] for each in found["booksClosings"]["nodes"]] == ["Demo administrator"]


async def test_a_check_that_fails_says_so_and_is_made_again(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.be_signed_in()

    async def refuse(route: Route) -> None:
        await (
            route.abort("connectionrefused") if "query ClosingDifference(" in sent(route.request) else route.continue_()
        )

    await page.route(ADDRESS, refuse)
    visitor.foresees(OUT_OF_REACH)
    async with at_bank(visitor):
        await visitor.go("/closing")
        balances = page.locator(".checklist li", has_text="The bank's balances")
        await expect(page.locator(".checklist").get_by_role("alert")).to_contain_text("The server cannot be reached.")
        await page.unroute(ADDRESS, refuse)
        await page.get_by_role("button", name="Try again").click()
        await expect(balances).to_be_visible()
        await expect(balances).not_to_contain_text("Checking")


@pytest.mark.parametrize("asked", ["2026-02-31", "yesterday", ""])
async def test_an_address_without_a_day_of_the_calendar_offers_last_month(visitor: Visitor, asked: str) -> None:
    await visitor.be_signed_in()
    await visitor.go(f"/closing?through={asked}")
    await visitor.page.get_by_role("button", name="Close a period").first.click()
    await expect(visitor.page.get_by_label("Close all days through")).to_have_value(LAST)


LAST = str(datetime.datetime.now(datetime.UTC).date().replace(day=1) - datetime.timedelta(days=1))
ALL = f"1900-01-01..{LAST}"
