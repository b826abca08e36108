"""The menus by the keyboard: a button that shows others, which the arrows go through."""

from playwright.async_api import Page, expect

from tests.support.billed_account import WORKED_EXAMPLE, at_account
from tests.support.site import Visitor


async def at_operations(visitor: Visitor) -> Page:
    """An account's page, with the focus on its menu."""
    page = await at_account(visitor, "9640", WORKED_EXAMPLE)
    await page.locator("details.transaction").wait_for()
    await page.get_by_role("button", name="Operations").focus()
    return page


async def test_a_menu_that_is_opened_by_a_key_begins_at_its_first(visitor: Visitor) -> None:
    page = await at_operations(visitor)
    menu = page.get_by_role("button", name="Operations")
    first = page.locator(".menu-list:popover-open button").first
    for key in ("Enter", "Space"):
        await page.keyboard.press(key)
        await expect(first).to_be_focused()
        await page.keyboard.press("Escape")
        await expect(page.locator(".menu-list:popover-open")).to_have_count(0)
        await expect(menu).to_be_focused()


async def test_the_arrows_go_through_a_menu_and_round(visitor: Visitor) -> None:
    page = await at_operations(visitor)
    await page.keyboard.press("Enter")
    await expect(page.locator(".menu-list:popover-open button").first).to_be_focused()
    buttons = page.locator(".menu-list:popover-open button")
    await page.keyboard.press("ArrowUp")
    await expect(buttons.last).to_be_focused()
    for key, at in (("ArrowDown", 0), ("ArrowDown", 1), ("ArrowUp", 0), ("ArrowUp", -1), ("Home", 0), ("End", -1)):
        await page.keyboard.press(key)
        await expect(buttons.nth(at)).to_be_focused()
    await page.keyboard.press("Home")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("dialog", name="Invoice")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("button", name="Operations")).to_be_focused()
