"""The page as people use it: signing in, finding an account, seeing its money and nobody else's."""

import re

import pytest
from playwright.async_api import Locator, Route, expect

from domain.core.kinds import PaymentMethod
from domain.permissions import OPERATOR
from domain.queries.records import accounts_by_number
from domain.services.payments import MakePayment, Money, make_payment
from domain.services.recording import RecordedOutcome
from domain.store.store import Command
from tests.browser.conftest import Visitor

ROWS = "table.accounts tbody tr"
MONEY = re.compile(r"\$\d")


def transaction(visitor: Visitor, title: str | re.Pattern[str]) -> Locator:
    """A transaction as it stands in its column."""
    return visitor.page.locator("details.transaction").filter(has_text=title)


async def test_a_link_signs_in_to_the_accounts_and_their_billing(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.follow_link()
    await expect(page).to_have_title("Accounts · Tieout")
    await expect(page.locator(ROWS)).to_have_count(24)
    await page.get_by_role("link", name="Maria Rivera").click()
    await expect(page).to_have_title("Maria Rivera · Tieout")
    assert page.url.endswith("#/accounts/1001")
    await expect(page.get_by_role("heading", name="Maria Rivera")).to_be_focused()
    invoice = transaction(visitor, "Invoice: Swim lessons, level 3 (Leo) and 2 more")
    await invoice.locator("summary").click()
    open_parts = invoice.locator(".flow li").filter(has_text="open")
    await expect(open_parts).to_have_text([re.compile(r"open\s+\$50\.00"), re.compile(r"open\s+\$20\.00")])
    await expect(invoice.locator(".items .status")).to_have_count(3)


async def test_a_link_works_once(visitor: Visitor) -> None:
    link = await visitor.site.link()
    await visitor.page.goto(link)
    await visitor.page.get_by_role("link", name="Maria Rivera").wait_for()
    await visitor.context.clear_cookies()
    await visitor.page.goto(link)
    await expect(visitor.page.get_by_role("alert")).to_contain_text("was used before or is too old")
    await expect(visitor.page).to_have_title("Sign in · Tieout")


@pytest.mark.parametrize("width", [320, 360, 1280])
async def test_nothing_is_wider_than_the_screen(visitor: Visitor, width: int) -> None:
    page = visitor.page
    await page.set_viewport_size({"width": width, "height": 800})

    async def fits() -> bool:
        shown = page.locator("html")
        return await shown.evaluate("html => html.scrollWidth <= html.clientWidth")

    await page.goto(visitor.site.address)
    await page.get_by_role("button", name="Sign in").wait_for()
    assert await fits()
    await visitor.follow_link()
    assert await fits()
    await page.get_by_role("link", name="Maria Rivera").click()
    await transaction(visitor, "Invoice").locator("summary").click()
    await page.locator(".flow").first.wait_for()
    assert await fits()


async def test_whoever_signs_in_next_sees_nothing_of_the_one_before(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.follow_link()
    await page.get_by_role("link", name="Maria Rivera").click()
    await transaction(visitor, "Invoice").wait_for()
    await expect(page.locator("main")).to_contain_text(MONEY)
    await visitor.context.clear_cookies()
    await page.get_by_role("link", name="All accounts").click()
    await visitor.sign_in("bo@example.org")
    await expect(page.locator(ROWS)).to_have_count(24)
    await expect(page.locator("body")).not_to_contain_text(MONEY)
    await expect(page.locator("main")).to_contain_text(
        "An administrator can grant it: the permission is CLIENT_BILLING"
    )
    await page.get_by_role("link", name="Maria Rivera").click()
    await page.get_by_role("heading", name="Maria Rivera").wait_for()
    await expect(page.locator("main")).to_contain_text("You may not see billing")
    await expect(page.locator("body")).not_to_contain_text(MONEY)
    await visitor.context.clear_cookies()
    await page.get_by_role("link", name="All accounts").click()
    await visitor.sign_in("cy@example.org")
    await expect(page.locator("main")).to_contain_text("You may not see accounts")
    await expect(page.locator("body")).not_to_contain_text("Maria")


async def test_one_comes_back_to_where_one_was_going(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.follow_link()
    await page.get_by_role("searchbox").fill("carter")
    await expect(page.locator(ROWS)).to_have_count(1)
    await visitor.context.clear_cookies()
    await page.get_by_role("link", name="Ben Carter").click()
    await visitor.sign_in("ann@example.org")
    await expect(page.get_by_role("heading", name="Ben Carter")).to_be_visible()
    await expect(page.locator("main")).to_contain_text(MONEY)

    await page.go_back()
    await expect(page.locator(ROWS)).to_have_count(1)
    await page.get_by_role("link", name="Ben Carter").click()
    await page.get_by_role("link", name="All accounts").click()
    await expect(page).to_have_url(re.compile(r"#/accounts\?search=carter$"))
    await expect(page.locator(ROWS)).to_have_count(1)

    await visitor.context.clear_cookies()
    await page.get_by_role("searchbox").fill("1003")
    await visitor.sign_in("ann@example.org")
    await expect(page).to_have_url(re.compile(r"#/accounts\?search=1003$"))
    await expect(page.locator(ROWS)).to_have_text([re.compile("Tomasz Kowalski")])


async def test_money_is_as_new_as_the_last_click(visitor: Visitor) -> None:
    page, store = visitor.page, visitor.site.store
    await visitor.follow_link()
    await page.get_by_role("link", name="Grace Okafor").click()
    await page.get_by_role("link", name="All accounts").click()
    account = (await store.read(accounts_by_number(["1004"])))["1004"]
    wish = MakePayment(account.id, Money(123_456, PaymentMethod.ECHECK))
    command = Command("makePayment", OPERATOR)
    await store.write(command, lambda block: make_payment(block, wish), RecordedOutcome)
    await page.get_by_role("link", name="Grace Okafor").click()
    await expect(transaction(visitor, "$1,234.56")).to_contain_text("eCheck")
    await page.get_by_role("link", name="All accounts").click()
    await expect(page.locator(ROWS).filter(has_text="Grace Okafor")).to_contain_text("$1,234.56")


async def test_an_address_that_leads_nowhere_says_so(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.follow_link()
    for fragment, said in (
        ("#/nonsense", "There is no such page"),
        ("#/accounts/%", "There is no such page"),
        ("#/accounts/4711", "There is no such account"),
    ):
        await page.goto(f"{visitor.site.address}/{fragment}")
        await expect(page.locator("main")).to_contain_text(said)
    await page.get_by_role("link", name="All accounts").click()
    await expect(page.locator(ROWS)).to_have_count(24)


async def test_a_transaction_that_cannot_be_opened_leaves_the_others(visitor: Visitor) -> None:
    page = visitor.page

    async def gone(route: Route) -> None:
        if "query Transaction" in (route.request.post_data or ""):
            await route.abort()
        else:
            await route.continue_()

    await visitor.follow_link()
    await page.get_by_role("link", name="Maria Rivera").click()
    await page.route("**/graphql", gone)
    invoice = transaction(visitor, "Invoice")
    await invoice.locator("summary").click()
    await expect(invoice.get_by_role("alert")).to_contain_text("The server cannot be reached")
    await expect(transaction(visitor, "Payment")).to_be_visible()
    visitor.problems.clear()
    await page.unroute("**/graphql")
    await invoice.get_by_role("button", name="Try again").click()
    await expect(invoice.locator(".items")).to_contain_text("Public skate")
