"""Every screen as whoever uses other means than eyes and a mouse finds it (WCAG 2.2 AA, by axe-core)."""

import pytest
from playwright.async_api import Browser

from tests.support.accessibility import found_wrong
from tests.support.site import Site, Visitor, visiting


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
        assert visitor.problems == []
