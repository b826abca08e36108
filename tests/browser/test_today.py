"""Today: what waits with its count and money, who did what, and the first steps in books that are empty."""

import datetime
import pathlib
import re

import pytest
from playwright.async_api import Browser, expect

from domain.services.closing import CloseBooks
from domain.store.clock import today_in
from domain.store.store import Store
from tests.support.accessibility import found_wrong
from tests.support.billed_account import billed_account
from tests.support.centre import run
from tests.support.open_money import fill_open_money
from tests.support.past_the_page import changes, graph, interpreted
from tests.support.site import Visitor, served_demo, visiting

OPEN = """{ unreconciledItems(filter: { side: CREDIT }) { totals { creditCount } }
    plannedPayments(dueTo: "%s") { totalCount } }"""

DEPOSIT = "mutation ($input: CreateDepositInput!) { createDeposit(input: $input) { transaction { number } } }"


def columns_of(template: pathlib.Path) -> list[str]:
    return template.read_text(encoding="utf-8-sig").splitlines()[0].split(",")


async def test_signing_in_leads_to_what_waits_with_its_count_and_money(visitor: Visitor) -> None:
    page = visitor.page
    await page.goto(await visitor.site.link())
    await expect(page.get_by_role("heading", name="Today")).to_be_visible()
    before = await interpreted(visitor)
    today = datetime.datetime.now(datetime.UTC).date()
    found = await graph(visitor, OPEN % today)
    count = sum(each["creditCount"] for each in found["unreconciledItems"]["totals"])
    waits = page.locator("section", has=page.locator("#waits")).locator("li")
    money = waits.filter(has_text="Open money to match")
    await expect(money).to_contain_text(re.compile(rf"\b{count}\b.*\$", re.DOTALL))
    await expect(money).to_contain_text(re.compile(r"\d+ sure, \d+ to look at, \d+ without a proposal"))
    await expect(waits.filter(has_text="Overdue")).to_contain_text(re.compile(r"\$.*Over 90 days \$", re.DOTALL))
    due = waits.filter(has_text="Planned payments due")
    await expect(due).to_have_count(1 if found["plannedPayments"]["totalCount"] else 0)
    await visitor.go("/today")
    await expect(money).to_contain_text("without a proposal")
    await expect(page.locator("#done")).to_be_visible()
    assert await interpreted(visitor) == before
    await money.get_by_role("link").click()
    await expect(page.get_by_role("heading", name="Match")).to_be_visible()


async def test_what_is_wrong_or_late_is_shown_with_a_link_to_mend_it(browser: Browser, tmp_path: pathlib.Path) -> None:
    async with served_demo(f"sqlite:///{tmp_path}/late.db") as site, visiting(browser, site) as visitor:
        page = visitor.page
        await visitor.be_signed_in()
        account = (await graph(visitor, '{ account(number: "1007") { id } }'))["account"]["id"]
        today = datetime.datetime.now(datetime.UTC).date()
        numbers = []
        for days in (7, 60):
            given = {"accountId": account, "amountCents": 1_234, "date": str(today - datetime.timedelta(days=days))}
            done = await graph(visitor, DEPOSIT, input={**given, "method": "ECHECK"})
            numbers.append(done["createDeposit"]["transaction"]["number"])
        await visitor.go("/today")
        waits = page.locator("section", has=page.locator("#waits")).locator("li")
        slow = waits.filter(has_text="eChecks processing for a week")
        await expect(slow).to_contain_text(numbers[1])
        await expect(slow).not_to_contain_text(numbers[0])
        errors = "{ unreconciledItems(filter: { hasInvalidReconciliation: true }) { totalCount } }"
        count = (await graph(visitor, errors))["unreconciledItems"]["totalCount"]
        wrong = waits.filter(has_text="Invalid reconciliations")
        await expect(wrong).to_contain_text(f"{count} item")
        assert await found_wrong(page) == []
        await wrong.get_by_role("link").click()
        await expect(page.get_by_label("Show")).to_have_value("errors")
        await expect(page.locator("tbody tr")).to_have_count(count)
        await page.go_back()
        await slow.get_by_role("link", name=numbers[1]).click()
        await expect(page.locator("details.transaction[open]")).to_contain_text(numbers[1])
        assert visitor.problems == []


async def test_who_did_what_since_yesterday_is_counted_without_what_was_undone(visitor: Visitor) -> None:
    page = visitor.page
    await billed_account(visitor.site.store, "9821", "Owner 9821", (("Lesson", 1_000),))
    await visitor.be_signed_in()
    account = (await graph(visitor, '{ account(number: "9821") { id } }'))["account"]["id"]
    async with changes(visitor) as made:
        for _ in range(2):
            await made.make("createDeposit", "", accountId=account, amountCents=500, method="CASH")
        await visitor.go("/today")
        mine = page.locator("section", has=page.locator("#done")).locator("li", has_text="Demo administrator")
        await expect(mine).to_contain_text("Deposit (2)")
    await visitor.follow("/accounts")
    await visitor.follow("/today")
    await expect(page.locator("#done")).to_be_visible()
    await expect(mine.filter(has_text="Deposit")).to_have_count(0)
    await page.locator("section", has=page.locator("#done")).locator("li a").first.click()
    await expect(page).to_have_url(re.compile(r"/activity\?person="))


async def test_empty_books_show_the_first_steps_with_templates(browser: Browser, tmp_path: pathlib.Path) -> None:
    async def nothing(_store: Store) -> None:
        """Fills nothing in."""

    async with served_demo(f"sqlite:///{tmp_path}/empty.db", nothing) as site, visiting(browser, site) as visitor:
        page = visitor.page
        await visitor.go("/")
        await visitor.sign_in("ann@example.org")
        await expect(page.locator(".first-steps > li")).to_have_count(3)
        for kind, heading in (("accounts", "account_number"), ("payments and deposits", "pays")):
            async with page.expect_download() as downloading:
                await page.get_by_role("button", name=f"Template for {kind}").click()
            download = await downloading.value
            assert heading in columns_of(await download.path())
        assert await found_wrong(page) == []
        await page.get_by_role("link", name="Import accounts").click()
        await expect(page.get_by_role("heading", name="Import")).to_be_visible()
        await page.go_back()
        await page.get_by_role("button", name="Create one account").click()
        await expect(page.get_by_role("dialog", name="New account")).to_be_visible()
        assert visitor.problems == []


async def test_books_in_which_all_is_matched_say_so(browser: Browser, tmp_path: pathlib.Path) -> None:
    async def one(store: Store) -> None:
        await fill_open_money(store, 1, 0, 0)
        today = today_in(datetime.UTC, store.clock())
        await run(store, CloseBooks(today.replace(day=1) - datetime.timedelta(1)))

    async with served_demo(f"sqlite:///{tmp_path}/one.db", one) as site, visiting(browser, site) as visitor:
        page = visitor.page
        await visitor.go("/match")
        await visitor.sign_in("ann@example.org")
        await page.locator(".desk .marks").wait_for()
        await page.keyboard.press("Enter")
        await expect(page.locator("main")).to_contain_text("Done: everything is matched.")
        await visitor.navigate("Today")
        await expect(page.locator("main")).to_contain_text("Nothing waits.")
        await expect(page.get_by_role("navigation", name="Pages").get_by_role("link", name="Match")).to_have_text(
            "Match"
        )
        await expect(page.locator("section", has=page.locator("#done"))).to_contain_text("Suggestion applied")
        assert visitor.problems == []


@pytest.mark.parametrize("name", ["bo", "hal"])
async def test_whoever_may_not_see_it_begins_elsewhere(visitor: Visitor, name: str) -> None:
    await visitor.go("/")
    await visitor.sign_in(f"{name}@example.org")
    await expect(visitor.page.get_by_role("heading", name="Accounts" if name == "bo" else "Import")).to_be_visible()
    await expect(visitor.page.get_by_role("link", name="Today")).to_have_count(0)
