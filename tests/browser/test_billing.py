"""Client billing: what was charged, what was paid, and where the money went."""

import re

from playwright.async_api import Locator, Route, expect

from tests.support.sent import sent
from tests.support.site import OUT_OF_REACH, Visitor


def transaction(visitor: Visitor, title: str | re.Pattern[str]) -> Locator:
    """A transaction as it stands in its column."""
    return visitor.page.locator("details.transaction").filter(has_text=title)


async def test_a_transaction_opens_to_where_its_money_came_from(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.follow_link()
    await page.get_by_role("link", name="Maria Rivera").click()
    await expect(page).to_have_title("Maria Rivera · Tieout")
    assert page.url.endswith("/accounts/1001")
    await expect(page.get_by_role("heading", name="Maria Rivera")).to_be_focused()
    invoice = transaction(visitor, "Invoice: Swim lessons, level 3 (Leo) and 2 more")
    await invoice.locator("summary").click()
    open_parts = invoice.locator(".flow .open")
    await expect(open_parts).to_have_text([re.compile(r"open\s*\$50\.00"), re.compile(r"open\s*\$20\.00")])
    await expect(invoice.locator(".items .status")).to_have_count(3)
    await expect(invoice.locator(".reason")).to_contain_text("Partially reconciled.")


async def test_what_is_open_stands_under_its_age(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.follow_link()
    await page.get_by_role("link", name="Maria Rivera").click()
    await expect(page.locator(".aging dd").filter(has_text="$70.00")).to_have_count(1)
    await expect(page.locator(".figures")).to_contain_text(re.compile(r"Balance\s*\$70\.00"))


async def test_the_filter_finds_by_description_number_and_amount(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.follow_link()
    await page.get_by_role("link", name="Maria Rivera").click()
    filters = page.get_by_role("searchbox")
    shown = page.locator("details.transaction:visible")
    await expect(shown).to_have_count(2)
    for typed, title in (
        ("skate", "Invoice"),
        ("SK\u00c1TE", "Invoice"),
        ("PAY-1001", "Payment"),
        ("pay\u20111001", "Payment"),
        ("170.00", "Invoice"),
        ("$170", "Invoice"),
        ("170.00 USD", "Invoice"),
        ("card", "Payment"),
    ):
        await filters.fill(typed)
        await expect(shown).to_have_text([re.compile(title)])
    await filters.fill("nothing of the kind")
    await expect(page.locator("main")).to_contain_text("No transactions match.")
    await expect(page).to_have_url(re.compile("search=nothing"))
    await filters.fill("")
    await expect(shown).to_have_count(2)


async def test_a_transaction_that_cannot_be_opened_leaves_the_others(visitor: Visitor) -> None:
    page = visitor.page

    async def gone(route: Route) -> None:
        if "query Transaction" in sent(route.request):
            await route.abort("connectionrefused")
        else:
            await route.continue_()

    await visitor.follow_link()
    await page.get_by_role("link", name="Maria Rivera").click()
    await page.route("**/graphql", gone)
    invoice = transaction(visitor, "Invoice")
    await invoice.locator("summary").click()
    await expect(invoice.get_by_role("alert")).to_contain_text("The server cannot be reached")
    await expect(transaction(visitor, "Payment")).to_be_visible()
    visitor.foresees(OUT_OF_REACH)
    await page.unroute("**/graphql")
    await invoice.get_by_role("button", name="Try again").click()
    await expect(invoice.locator(".items")).to_contain_text("Public skate")


async def test_what_is_printed_is_the_account_alone(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.follow_link()
    await page.get_by_role("link", name="Maria Rivera").click()
    await transaction(visitor, "Invoice").wait_for()
    await page.emulate_media(media="print")
    for hidden in ("header.bar", ".filters", ".heading .actions", ".crumb"):
        await expect(page.locator(hidden)).to_be_hidden()
    await expect(transaction(visitor, "Invoice")).to_be_visible()
