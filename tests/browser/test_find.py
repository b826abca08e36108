"""Find: from anywhere, accounts, members, numbers, references, amounts, screens and actions, by the keyboard alone."""

import re

import pytest
from playwright.async_api import Browser, Locator, Page, expect

from tests.support.accessibility import found_wrong_in_any_form
from tests.support.billed_account import billed_account
from tests.support.past_the_page import interpreted
from tests.support.site import OUT_OF_REACH, Site, Visitor, visiting
from tests.support.slow_answers import ADDRESS, held_query, held_script


async def opened(visitor: Visitor, key: str = "Control+k") -> Locator:
    """The search, opened by a key on a list."""
    await visitor.follow_link()
    await visitor.page.keyboard.press(key)
    dialog = visitor.page.get_by_role("dialog", name="Find")
    await expect(dialog.get_by_label("Find")).to_be_focused()
    return dialog


def first(dialog: Locator) -> Locator:
    return dialog.get_by_role("button").and_(dialog.locator("li button")).first


@pytest.mark.parametrize(
    ("typed", "shown", "path"),
    [
        ("maria riv", "Maria Rivera", "/accounts/1001$"),
        ("1001", "Maria Rivera", "/accounts/1001$"),
        ("pay-1001-1", "PAY-1001-1", "/accounts/1001#PAY-1001-1$"),
        ("INV-1005-6", "INV-1005-6", "/accounts/1005#INV-1005-6$"),
    ],
)
async def test_enter_goes_to_what_was_found_first(visitor: Visitor, typed: str, shown: str, path: str) -> None:
    dialog = await opened(visitor)
    await visitor.page.keyboard.type(typed)
    await expect(first(dialog)).to_contain_text(shown)
    await visitor.page.keyboard.press("Enter")
    await expect(visitor.page).to_have_url(re.compile(path))
    await expect(visitor.page.locator("main h1")).to_be_visible()


async def test_an_amount_and_a_member_find_what_they_are_on(visitor: Visitor) -> None:
    await billed_account(visitor.site.store, "9811", "Odd Amount", (("Rare lesson", 123_457),))
    dialog = await opened(visitor)
    before = await interpreted(visitor)
    for typed in ("1,234.57", "$1234.57"):
        await dialog.get_by_label("Find").fill(typed)
        await expect(dialog.locator("li", has_text="INV-9811-1, $1,234.57")).to_contain_text("Odd Amount")
    await dialog.get_by_label("Find").fill("leo rivera")
    await expect(dialog.locator("li", has_text="Maria Rivera").first).to_contain_text("member Leo Rivera")
    assert await interpreted(visitor) == before


async def test_enter_waits_for_the_answer_to_what_was_typed_last(visitor: Visitor) -> None:
    await opened(visitor)
    page = visitor.page
    async with held_query(page, "Find") as answer:
        await page.keyboard.type("carter")
        await page.keyboard.press("Enter")
        await answer.sent.wait()
        await expect(page.get_by_role("dialog", name="Find")).to_be_visible()
        answer.answer.set()
        await expect(page.get_by_role("heading", name="Ben Carter")).to_be_visible()


async def test_enter_goes_nowhere_where_the_search_failed(visitor: Visitor) -> None:
    dialog = await opened(visitor)
    page = visitor.page
    await page.keyboard.type("carter")
    await expect(first(dialog)).to_contain_text("Ben Carter")
    await page.route(ADDRESS, lambda route: route.abort("connectionrefused"))
    visitor.foresees(OUT_OF_REACH)
    await dialog.get_by_label("Find").fill("rivera")
    await page.keyboard.press("Enter")
    await expect(dialog.get_by_role("alert")).to_contain_text("The server cannot be reached")
    await expect(dialog.get_by_role("listitem")).to_have_count(0)


async def test_what_is_typed_before_it_is_there_stands_in_its_field(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.follow_link()
    search = page.locator("main input[type=search]")
    async with held_script(page, "dialogs/find") as script:
        await search.press("Control+k")
        await script.sent.wait()
        await page.keyboard.type("ben cartes")
        await page.keyboard.press("Backspace")
        script.answer.set()
        field = page.get_by_role("dialog", name="Find").get_by_label("Find")
        await expect(field).to_have_value("ben carte")
    await expect(field).to_be_focused()
    await page.keyboard.type("r")
    await expect(field).to_have_value("ben carter")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name="Ben Carter")).to_be_visible()
    assert visitor.problems == []


async def test_an_enter_before_it_is_there_goes_to_what_is_found(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.follow_link()
    async with held_script(page, "dialogs/find") as script:
        await page.get_by_role("button", name="Find").click()
        await script.sent.wait()
        await page.keyboard.type("1001")
        await page.keyboard.press("Enter")
        script.answer.set()
        await expect(page.get_by_role("heading", name="Maria Rivera")).to_be_visible()


async def test_screens_reports_and_actions_are_found_and_gone_through_by_arrows(visitor: Visitor) -> None:
    page = visitor.page
    dialog = await opened(visitor)
    await page.keyboard.type("integ")
    await expect(dialog.locator("[role=status]")).to_contain_text("Nothing in the books matches")
    await page.keyboard.press("ArrowDown")
    await expect(dialog.locator("li button").first).to_be_focused()
    await page.keyboard.press("ArrowUp")
    await expect(dialog.get_by_label("Find")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name="Integrity")).to_be_visible()
    await page.keyboard.press("/")  # this screen has no list to search
    await expect(dialog.get_by_label("Find")).to_be_focused()
    await page.keyboard.type("new account")
    await expect(first(dialog)).to_contain_text("New account")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("dialog", name="New account")).to_be_visible()


async def test_esc_closes_it_unasked_and_the_focus_is_where_it_was(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.follow_link()
    await page.keyboard.press("j")
    row = page.locator("table tbody a").first
    await expect(row).to_be_focused()
    await page.get_by_role("button", name="Find").click()
    await page.keyboard.type("never mind")
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    assert await page.evaluate("document.activeElement.tagName") != "BODY"


async def test_whoever_sees_no_amounts_finds_accounts_alone(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.go("/accounts")
    await visitor.sign_in("bo@example.org")
    await page.get_by_role("link", name="Maria Rivera").wait_for()
    await page.keyboard.press("Control+k")
    dialog = page.get_by_role("dialog", name="Find")
    await dialog.get_by_label("Find").fill("rivera")
    await expect(first(dialog)).to_contain_text("Maria Rivera")
    await dialog.get_by_label("Find").fill("PAY-1001-1")
    await expect(dialog).to_contain_text("Nothing in the books matches")


@pytest.mark.parametrize("width", [360, 1280])
async def test_the_search_is_accessible_and_fits(visitor: Visitor, width: int) -> None:
    await visitor.page.set_viewport_size({"width": width, "height": 800})
    dialog = await opened(visitor)
    await dialog.get_by_label("Find").fill("rivera")
    await expect(first(dialog)).to_contain_text("Rivera")
    assert await visitor.fits()
    assert await found_wrong_in_any_form(visitor.page) == []


async def test_what_is_rarely_needed_stands_under_more(visitor: Visitor) -> None:
    page: Page = visitor.page
    await visitor.follow_link()
    pages = page.get_by_role("navigation", name="Pages")
    await expect(pages.get_by_role("link", name=re.compile("^Match"))).to_contain_text(re.compile(r"\d"))
    more = pages.get_by_role("button", name="More")
    await more.press("Enter")
    await expect(pages.get_by_role("link", name="Unreconciled items")).to_be_focused()
    await page.keyboard.press("ArrowDown")
    await expect(pages.get_by_role("link", name="Payers")).to_be_focused()
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name="Ledger codes")).to_be_visible()
    await expect(more).to_have_attribute("aria-current", "true")


async def test_a_new_account_begins_with_the_currency_that_is_usual_here(browser: Browser, site: Site) -> None:
    async with visiting(browser, site, locale="en-CA") as visitor:
        page = visitor.page
        await visitor.follow_link()
        form = page.get_by_role("dialog", name="New account")
        for usual in ("CAD", "USD"):
            await page.keyboard.press("Control+k")
            await page.keyboard.type("new account")
            await expect(first(page.get_by_role("dialog"))).to_contain_text("New account")
            await page.keyboard.press("Enter")
            await expect(form.get_by_label("Currency")).to_have_value(usual)
            await form.get_by_label("Owner").fill("Ida Moreau")
            await form.get_by_label("Number", exact=True).fill(f"USUAL-{usual}")
            await form.get_by_label("Currency").fill("usd")
            await form.get_by_role("button", name="Create account").click()
            await expect(page.get_by_role("heading", level=1)).to_have_text("Ida Moreau")
        assert visitor.problems == []
