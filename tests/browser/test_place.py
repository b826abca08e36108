"""The focus stands where one was, or on the next row: after every save, Esc, dialog, back and forward; never on BODY."""

import re

import pytest
from playwright.async_api import Page, expect

from tests.support.billed_account import WORKED_EXAMPLE, at_account
from tests.support.site import Visitor
from tests.support.undoing import withdraw
from tests.support.walks import OPERATIONS, SCREENS

NOWHERE = "() => [null, document.body, document.documentElement].includes(document.activeElement)"
SETTLED = """async () => {
    for (let frame = 0; frame < 4; frame++) await new Promise(requestAnimationFrame);
}"""
DIALOGS = re.compile("^(New|Make|Process|Delete)")
"""The buttons beside a screen's heading that open a dialog."""


async def somewhere(page: Page, where: str) -> None:
    """Whether some element has the focus, once the page has drawn."""
    await page.evaluate(SETTLED)
    assert not await page.evaluate(NOWHERE), f"the focus is on BODY {where}"


async def arrived(page: Page) -> None:
    await page.locator("main h1").wait_for()
    await expect(page.locator("main .loading")).to_have_count(0)


async def test_the_focus_is_somewhere_on_every_screen_and_after_every_dialog(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.follow_link()
    for screen in SCREENS:
        await visitor.follow(screen)
        await arrived(page)
        await somewhere(page, f"on arrival at {screen}")
        buttons = page.locator("main .heading .actions > .button:not([aria-disabled])")
        for index in range(await buttons.count()):
            opener = buttons.nth(index)
            await opener.focus()
            text = await opener.inner_text()
            if not DIALOGS.search(text):
                continue
            await page.keyboard.press("Enter")
            await page.locator("dialog[open]").wait_for()
            await somewhere(page, f"in {text} of {screen}")
            await page.keyboard.press("Escape")
            await expect(page.locator("dialog[open]")).to_have_count(0)
            await expect(opener).to_be_focused()
        search = page.locator("main input[type=search]")
        if await search.count():
            await search.first.focus()
            await page.keyboard.press("Escape")
            await expect(search.first).not_to_be_focused()
            await somewhere(page, f"after Esc in the search of {screen}")
    for _ in range(len(SCREENS) // 2):
        await page.go_back()
        await arrived(page)
        await somewhere(page, f"back at {page.url}")
    for _ in range(3):
        await page.go_forward()
        await arrived(page)
        await somewhere(page, f"forward at {page.url}")


@pytest.mark.parametrize("name", OPERATIONS)
async def test_esc_from_an_operation_leads_back_to_where_it_was_opened(visitor: Visitor, name: str) -> None:
    page = await at_account(visitor, "9660", WORKED_EXAMPLE)
    opener = page.get_by_role("button", name="Operations")
    await opener.focus()
    await page.keyboard.press("Enter")
    await page.locator(".menu-list:popover-open").get_by_role("button", name=name, exact=True).focus()
    await page.keyboard.press("Enter")
    await page.locator("dialog[open]").wait_for()
    await expect(page.locator("dialog .loading")).to_have_count(0)
    await somewhere(page, f"in {name}")
    await page.keyboard.press("Escape")
    await expect(page.locator("dialog")).to_have_count(0)
    await expect(opener).to_be_focused()


async def test_after_a_payment_the_focus_is_where_it_was_though_its_button_has_gone(visitor: Visitor) -> None:
    page = await at_account(visitor, "9661", (("First", 5_000),), (("Second", 4_000),))
    invoice = page.locator("details.transaction").filter(has_text="Second")
    await invoice.locator("summary").focus()
    await page.keyboard.press("Enter")
    await invoice.get_by_role("button", name="Make payment").focus()
    await page.keyboard.press("Enter")
    await page.locator(".marks").wait_for()
    await page.get_by_label("Amount", exact=True).fill("40")
    await page.keyboard.press("Enter")
    await expect(page.locator(".toast")).to_contain_text("recorded.")
    await expect(invoice.get_by_role("button", name="Make payment")).to_have_count(0)
    await expect(invoice.locator("summary")).to_be_focused()
    await withdraw(page)
    await expect(page.locator("details.transaction")).to_have_count(2)
    await somewhere(page, "after Undo")


async def test_after_deleting_the_next_row_has_the_focus(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.follow_link()
    await visitor.follow("/upcoming")
    await arrived(page)
    rows = page.locator("main tbody tr")
    count = await rows.count()
    second = await rows.nth(1).inner_text()
    await rows.nth(0).get_by_role("button", name=re.compile("^Delete")).focus()
    await page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    await expect(dialog.get_by_role("button", name="Cancel")).to_be_focused()
    await dialog.get_by_role("button", name="Delete", exact=True).click()
    await expect(rows).to_have_count(count - 1)
    await somewhere(page, "after deleting")
    await expect(rows.nth(0)).to_have_text(second, use_inner_text=True)
    await expect(rows.nth(0).locator("[data-row]")).to_be_focused()
    await page.keyboard.press("u")
    await expect(rows).to_have_count(count)
    await somewhere(page, "after Undo")


async def test_saved_reconciliations_keep_the_focus(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.follow_link()
    await visitor.follow("/transactions/OLD-2207/reconciliations")
    field = page.locator("li.reconciliation input").first
    stored = await field.input_value()
    await field.fill("1.00")
    await page.keyboard.press("Control+Enter")
    await expect(page.locator(".toast")).to_contain_text("saved")
    await somewhere(page, "after saving")
    await expect(field).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(page.locator("li.reconciliation").first).to_be_focused()
    await page.keyboard.press("u")
    await expect(field).to_have_value(stored)
    await somewhere(page, "after Undo")


async def test_applying_a_suggestion_leaves_the_focus_in_the_screen(visitor: Visitor) -> None:
    page = await at_account(visitor, "9662", (("Alone", 7_777),), paid=((7_777, "CHECK"),))
    await page.locator("details.transaction").filter(has_text="Payment").locator("summary").click()
    await page.get_by_role("link", name="Reconciliations", exact=True).click()
    apply = page.locator(".suggestions").get_by_role("button", name=re.compile(r"Reconcile \$77\.77"))
    await apply.focus()
    await page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    await dialog.or_(page.locator(".toast")).first.wait_for()
    if await dialog.count():
        await dialog.get_by_role("button", name=re.compile("^Reconcile")).click()
    await expect(page.locator(".toast")).to_contain_text("reconciled")
    await expect(page.locator(".suggestions")).to_have_count(0)
    await somewhere(page, "after applying")
    await page.keyboard.press("u")
    await expect(page.locator(".suggestions")).to_have_count(1)
