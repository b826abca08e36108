"""Every screen as whoever uses other means than eyes and a mouse finds it (WCAG 2.2 AA, by axe-core)."""

import datetime

import pytest
from playwright.async_api import Browser

from tests.support.accessibility import found_wrong
from tests.support.site import Site, Visitor, visiting

TODAY = datetime.datetime.now(datetime.UTC).date()
LISTS_AND_REPORTS = (
    "/upcoming?ended=yes",
    "/unreconciled?search=rivera",
    "/reports",
    f"/reports/payment-by-item?period={TODAY}..{TODAY}&of=code:MEMBER",
    "/reports/payment-by-ledger-code?period=last-12-months",
    f"/reports/payment-breakdown?period={TODAY}..{TODAY}",
    "/reports/aging?asOf=2020-01-01T00:00:00.000Z",
)


async def test_the_checker_finds_what_is_wrong(visitor: Visitor) -> None:
    await visitor.follow_link()
    await visitor.page.evaluate(
        "document.querySelector('main input').closest('label').replaceWith(document.createElement('input'))"
    )
    assert any(each.startswith("label:") for each in await found_wrong(visitor.page))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
async def test_each_screen_is_accessible(browser: Browser, site: Site, width: int, scheme: str) -> None:
    async with visiting(browser, site, width, scheme) as visitor:
        page = visitor.page
        await visitor.go("/")
        await page.get_by_role("button", name="Sign in").wait_for()
        assert await found_wrong(page) == []
        await visitor.follow_link()
        assert await found_wrong(page) == []
        await visitor.go("/accounts/1001")
        await page.locator("details.transaction summary").first.click()
        await page.locator(".items").first.wait_for()
        assert await found_wrong(page) == []
        await page.get_by_role("button", name="Make payment").first.click()
        await page.get_by_label("Amount", exact=True).fill("no amount")
        await page.keyboard.press("Enter")
        await page.locator(".field.wrong").wait_for()
        assert await found_wrong(page) == []
        await page.keyboard.press("Escape")
        await page.keyboard.press("?")
        await page.get_by_role("dialog", name="Keys").wait_for()
        assert await found_wrong(page) == []
        await visitor.go("/transactions/OLD-2207/reconciliations")
        await page.locator(".suggestions").wait_for()
        await page.locator("li.edge input").first.fill("no amount")
        assert await found_wrong(page) == []
        await visitor.go("/explorer")
        await page.locator(".docs-fields").wait_for()
        assert await found_wrong(page) == []
        assert visitor.problems == []


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
async def test_lists_and_reports_are_accessible(browser: Browser, site: Site, width: int, scheme: str) -> None:
    async with visiting(browser, site, width, scheme) as visitor:
        page = visitor.page
        await visitor.follow_link()
        for address in LISTS_AND_REPORTS:
            await visitor.go(address)
            await page.locator("main :is(table, .report-list, .report .notice)").first.wait_for()
            assert await found_wrong(page) == [], address
            assert await visitor.fits(), address
        await visitor.go("/upcoming")
        await page.get_by_role("button", name="Delete").first.click()
        await page.get_by_role("button", name="Delete it").wait_for()
        assert await found_wrong(page) == []
        assert visitor.problems == []


OUT_OF_SIGHT = """tables => tables.filter(table => {
    const place = table.closest('.card');
    return table.offsetWidth > place.clientWidth && getComputedStyle(place).overflowX !== 'auto';
}).length"""


async def test_no_column_is_out_of_sight(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.follow_link()
    for address in ("/upcoming?ended=yes", "/unreconciled", *LISTS_AND_REPORTS[3:6], "/reports/aging"):
        await visitor.go(address)
        await page.locator("main table").first.wait_for()
        for width in (660, 768, 1024):
            await page.set_viewport_size({"width": width, "height": 900})
            assert await page.locator("main table").evaluate_all(OUT_OF_SIGHT) == 0, (address, width)
