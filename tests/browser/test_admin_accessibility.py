"""What an administrator works with, as whoever uses other means than eyes and a mouse finds it (WCAG 2.2 AA)."""

import pytest
from playwright.async_api import Browser

from tests.support.accessibility import found_wrong
from tests.support.site import Site, visiting

BAD = "code,title\nSWIM,Diving\n"


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
async def test_what_an_administrator_works_with_is_accessible(
    browser: Browser, site: Site, width: int, scheme: str
) -> None:
    async with visiting(browser, site, width, scheme) as visitor:
        page = visitor.page
        await visitor.follow_link()
        await page.get_by_role("button", name="Operations").click()
        await page.get_by_role("button", name="Reconcile all accounts").click()
        await page.locator(".preview dl").wait_for()
        assert await found_wrong(page) == []
        await visitor.go("/activity?account=1001")
        await page.locator("details.event summary").first.click()
        await page.locator(".difference").wait_for()
        assert await found_wrong(page) == []
        assert await visitor.fits()
        await visitor.go("/access")
        await page.get_by_role("button", name="New person").click()
        await page.get_by_role("dialog").get_by_label("Name").press("Enter")
        await page.locator(".field.wrong").first.wait_for()
        assert await found_wrong(page) == []
        assert await visitor.fits()
        await visitor.go("/import?kind=LEDGER_CODES")
        await page.locator("textarea").fill(BAD)
        await page.get_by_role("button", name="Check the file").click()
        await page.get_by_role("heading", name="Rows to mend").wait_for()
        assert await found_wrong(page) == []
        assert await visitor.fits()
        for address, ready in (
            ("/integrity", ".verdict"),
            ("/ledger-codes", "tbody tr"),
            ("/jobs", ".card :is(table, .notice)"),
        ):
            await visitor.go(address)
            await page.locator(ready).first.wait_for()
            assert await found_wrong(page) == []
            assert await visitor.fits()
        assert visitor.problems == []
