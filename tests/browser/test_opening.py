"""What was asked for and is still on its way: letters do nothing meanwhile, and nothing opens twice or elsewhere."""

import re

import pytest
from playwright.async_api import Locator, Page, expect

from tests.support.billed_account import at_account
from tests.support.site import Visitor
from tests.support.slow_answers import held_query, held_script


def dialogs(page: Page) -> Locator:
    return page.get_by_role("dialog")


async def choose(page: Page, operation: str) -> None:
    await page.get_by_role("button", name="Operations").click()
    await page.locator(".menu-list:popover-open").get_by_role("button", name=operation, exact=True).press("Enter")


async def be_impatient(page: Page) -> None:
    """Ask for other things by keys and by a double click."""
    for key in ("Tab", "u", "?", "m", "r", "Control+z"):
        await page.keyboard.press(key)
    await page.locator("h1").focus()
    for key in ("m", "r", "?"):
        await page.keyboard.press(key)
    await page.get_by_role("button", name="Make payment").first.dblclick()


async def paid(visitor: Visitor, number: str) -> Page:
    """An account on which a payment was just recorded: its toast offers Undo."""
    page = await at_account(visitor, number, (("Class", 5_000),))
    await page.keyboard.press("m")
    await page.locator(".marks").wait_for()
    await page.get_by_label("Amount", exact=True).fill("50")
    await page.locator(".mark.whole input").first.check()
    await page.keyboard.press("Enter")
    await expect(page.locator(".toast")).to_contain_text("recorded")
    return page


async def test_nothing_else_opens_while_a_dialogs_script_is_on_its_way(visitor: Visitor) -> None:
    page = await paid(visitor, "9771")
    async with held_script(page, "dialogs/create-invoice") as script:
        await choose(page, "Invoice")
        await script.sent.wait()
        await be_impatient(page)
        await expect(dialogs(page)).to_have_count(0)
        script.answer.set()
        await expect(dialogs(page)).to_have_count(1)
    await expect(page.get_by_role("dialog", name=re.compile("invoice", re.IGNORECASE))).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(dialogs(page)).to_have_count(0)
    await page.locator("h1").focus()
    await page.keyboard.press("m")
    await expect(page.get_by_role("dialog", name=re.compile("^Make payment"))).to_be_visible()


async def test_nothing_else_opens_while_a_dialogs_data_is_on_its_way(visitor: Visitor) -> None:
    page = await paid(visitor, "9772")
    async with held_query(page, "AccountDetails") as answer:
        await choose(page, "Edit account")
        await answer.sent.wait()
        await be_impatient(page)
        await expect(dialogs(page)).to_have_count(0)
        answer.answer.set()
        await expect(dialogs(page)).to_have_count(1)
    await expect(page.get_by_role("dialog", name="Edit account 9772")).to_be_visible()


@pytest.mark.parametrize("key", ["Escape", "link"])
async def test_a_dialog_on_its_way_is_dropped_by_esc_and_by_leaving(visitor: Visitor, key: str) -> None:
    page = visitor.page
    await visitor.follow_link()
    async with held_script(page, "dialogs/create-account") as script:
        await page.locator("h1").focus()
        await page.keyboard.press("n")
        await script.sent.wait()
        if key == "link":
            await visitor.navigate("Upcoming")
            await expect(page.get_by_role("heading", name="Upcoming payments")).to_be_focused()
        else:
            await page.keyboard.press(key)
        script.answer.set()
        await page.evaluate("import('/web/js/dialogs/create-account.js')")  # after the page's own import of it
    await expect(dialogs(page)).to_have_count(0)
    await page.keyboard.press("?")
    await expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    await expect(dialogs(page)).to_have_count(1)


async def test_letters_do_nothing_while_a_screen_is_on_its_way(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.follow_link()
    async with held_script(page, "screens/integrity") as script:
        await visitor.navigate("Integrity")
        await script.sent.wait()
        await page.keyboard.press("?")
        await page.keyboard.press("n")
        script.answer.set()
        await expect(page.get_by_role("heading", name="Integrity")).to_be_focused()
    await expect(dialogs(page)).to_have_count(0)
    await page.keyboard.press("?")
    await expect(dialogs(page)).to_have_count(1)


async def test_letters_do_nothing_while_a_menu_is_still_empty(visitor: Visitor) -> None:
    page = await paid(visitor, "9773")
    async with held_script(page, "screens/billing/operations") as script:
        await page.reload()
        await page.locator(".columns").wait_for()
        await page.get_by_role("button", name="Operations").press("Enter")
        await script.sent.wait()
        await page.keyboard.press("?")
        await page.keyboard.press("m")
        script.answer.set()
        await expect(page.locator(".menu-list:popover-open button").first).to_be_focused()
    await expect(dialogs(page)).to_have_count(0)


async def test_a_link_that_is_clicked_twice_is_one_step_back(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.follow_link()
    await page.get_by_role("link", name="Reports", exact=True).dblclick()
    await expect(page.get_by_role("heading", name="Reports")).to_be_visible()
    await page.go_back()
    await expect(page.get_by_role("heading", name="Accounts")).to_be_visible()


async def test_enter_that_is_held_down_opens_a_form_and_sends_nothing(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.follow_link()
    await visitor.follow("/ledger-codes")
    await page.get_by_role("button", name="New ledger code").focus()
    await page.keyboard.down("Enter")
    await dialogs(page).get_by_label("Code", exact=True).wait_for()
    for _ in range(3):
        await page.keyboard.down("Enter")
    await page.keyboard.up("Enter")
    await expect(dialogs(page).locator("[aria-invalid=true]")).to_have_count(0)
    await page.keyboard.press("Enter")
    await expect(dialogs(page).locator("[aria-invalid=true]").first).to_be_focused()
