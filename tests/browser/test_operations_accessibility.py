"""The dialogs of client billing as whoever uses other means than eyes and a mouse finds them (WCAG 2.2 AA)."""

import pytest
from playwright.async_api import Browser

from domain.core.kinds import PaymentMethod
from tests.support.accessibility import found_wrong
from tests.support.billed_account import WORKED_EXAMPLE, at_account
from tests.support.site import Site, visiting

DIALOGS = {
    "Purchase with payment or installments": "fieldset.rows",
    "Refund": ".marks",
    "Cancel items": ".marks",
    "Subscriptions": ".notice",
    "Reconcile account": ".split",
}
"""Operations, each with what its dialog shows once it is complete."""


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
async def test_each_operation_is_accessible(browser: Browser, site: Site, width: int, scheme: str) -> None:
    async with visiting(browser, site, width, scheme) as visitor:
        page = await at_account(visitor, "9630", WORKED_EXAMPLE, paid=((6_000, PaymentMethod.CARD),))
        await page.locator("details.transaction summary").first.click()
        await page.locator(".row-actions").wait_for()
        await page.get_by_role("button", name="Operations").click()
        await page.locator(".menu-list:popover-open button").first.wait_for()
        assert await found_wrong(page) == []
        await page.keyboard.press("Escape")
        await page.locator("details.transaction").get_by_role("button", name="Make payment").click()
        await page.get_by_label("Amount", exact=True).fill("100")
        await page.locator(".exact input").fill("500")
        assert await visitor.fits()
        assert await found_wrong(page) == []
        await page.keyboard.press("Escape")
        for name, shown in DIALOGS.items():
            await page.get_by_role("button", name="Operations").click()
            await page.locator(".menu-list:popover-open").get_by_role("button", name=name, exact=True).click()
            await page.locator(f"dialog {shown}").first.wait_for()
            if name.startswith("Purchase"):
                await page.keyboard.press("Enter")
                await page.locator(".field.wrong").first.wait_for()
            assert await visitor.fits(), name
            assert await found_wrong(page) == [], name
            await page.keyboard.press("Escape")
        assert visitor.problems == []
