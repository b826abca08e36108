"""The dialogs of client billing as whoever uses other means than eyes and a mouse finds them (WCAG 2.2 AA)."""

import pytest

from domain.core.kinds import PaymentMethod
from tests.support.accessibility import found_wrong_in_any_form
from tests.support.billed_account import WORKED_EXAMPLE, at_account
from tests.support.site import Visitor

DIALOGS = {
    "Checkout": "fieldset.rows",
    "Refund": ".marks",
    "Cancel items": ".marks",
    "Subscriptions": ".notice",
    "Reconcile account": ".split",
}
"""Operations, each with what its dialog shows once it is complete."""


async def test_a_transactions_own_operations_and_a_payment_beyond_what_is_open_are_accessible(visitor: Visitor) -> None:
    page = await at_account(visitor, "9639", WORKED_EXAMPLE, paid=((6_000, PaymentMethod.CARD),))
    await page.locator("details.transaction summary").first.click()
    await page.locator(".row-actions").wait_for()
    await page.get_by_role("button", name="Operations").click()
    await page.locator(".menu-list:popover-open button").first.wait_for()
    assert await found_wrong_in_any_form(page) == []
    await page.keyboard.press("Escape")
    await page.locator("details.transaction").get_by_role("button", name="Make payment").click()
    await page.get_by_label("Amount", exact=True).fill("100")
    await page.locator(".exact input").fill("500")
    assert await found_wrong_in_any_form(page) == []


@pytest.mark.parametrize(("name", "shown"), DIALOGS.items())
async def test_each_operation_is_accessible(visitor: Visitor, name: str, shown: str) -> None:
    page = await at_account(
        visitor, f"963{[*DIALOGS].index(name)}", WORKED_EXAMPLE, paid=((6_000, PaymentMethod.CARD),)
    )
    await page.get_by_role("button", name="Operations").click()
    await page.locator(".menu-list:popover-open").get_by_role("button", name=name, exact=True).click()
    await page.locator(f"dialog {shown}").first.wait_for()
    if name.startswith("Checkout"):
        await page.keyboard.press("Enter")
        await page.locator(".field.wrong").first.wait_for()
    assert await found_wrong_in_any_form(page) == []
