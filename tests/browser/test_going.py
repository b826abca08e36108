"""Going from screen to screen: addresses, the way back, and the keyboard."""

import re

import pytest
from playwright.async_api import expect

from domain.core.kinds import PaymentMethod
from domain.permissions import OPERATOR
from domain.queries.records import accounts_by_number
from domain.services.payments import MakePayment, Money
from tests.support.site import OUT_OF_REACH, Visitor, comes_to

COUNT_Y = """async () => {
    const { listenFor } = await import('/web/js/keys.js');
    window.pressed = 0;
    listenFor([{ key: 'y', does: 'Counts', run: () => { window.pressed += 1 } }]);
}"""
ROWS = "table tbody tr"
GROUNDS = """row => [row, ...row.children]
    .map(each => getComputedStyle(each).backgroundColor !== 'rgba(0, 0, 0, 0)')"""
"""Whether a row has a ground of its own, and whether each of its cells has."""
NOT_LOADED = "Failed to fetch dynamically imported module"


async def test_going_back_finds_the_place_again(visitor: Visitor) -> None:
    page = visitor.page
    await page.set_viewport_size({"width": 1280, "height": 400})
    await visitor.follow_link()
    await page.get_by_role("link", name="Wanda Sikora").or_(page.locator(ROWS).last.get_by_role("link")).first.focus()
    link = page.locator(ROWS).last.get_by_role("link")
    await link.scroll_into_view_if_needed()
    await link.focus()
    before = await page.evaluate("scrollY")
    assert before > 0
    await page.keyboard.press("Enter")
    await page.get_by_role("link", name="All accounts").wait_for()
    await expect(page.locator("main h1")).to_be_focused()
    await comes_to(page, "scrollY", 0)
    await page.get_by_role("button", name="Make payment").wait_for()
    await page.keyboard.press("m")
    await page.get_by_role("dialog").wait_for()
    await page.go_back()
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await expect(link).to_be_focused()
    await comes_to(page, "scrollY", before)


async def test_filters_live_in_the_address(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.follow_link()
    await page.get_by_role("searchbox").fill("carter")
    await expect(page.locator(ROWS)).to_have_count(1)
    await expect(page).to_have_url(re.compile(r"/accounts\?search=carter$"))
    await page.reload()
    await expect(page.get_by_role("searchbox")).to_have_value("carter")
    await expect(page.locator(ROWS)).to_have_count(1)
    await page.get_by_role("link", name="Ben Carter").click()
    await page.get_by_role("heading", name="Ben Carter").wait_for()
    await page.go_back()
    await expect(page.locator(ROWS)).to_have_count(1)
    await expect(page.get_by_role("searchbox")).to_have_value("carter")


async def test_money_is_as_new_as_the_last_visit(visitor: Visitor) -> None:
    page, store = visitor.page, visitor.site.store
    await visitor.follow_link()
    await page.get_by_role("link", name="Grace Okafor").click()
    await page.get_by_role("heading", name="Grace Okafor").wait_for()
    account = (await store.read(accounts_by_number(["1004"])))["1004"]
    cmd = MakePayment(account.id, Money(123_456, PaymentMethod.ECHECK))
    await store.run(cmd, OPERATOR)
    await page.go_back()
    await expect(page.locator(ROWS).filter(has_text="Grace Okafor")).to_contain_text("$1,234.56")
    await page.go_forward()
    await expect(page.locator("details.transaction").filter(has_text="$1,234.56")).to_contain_text("eCheck")


@pytest.mark.parametrize("path", ["/accounts/%25", "/accounts/4711"])
async def test_an_address_that_leads_nowhere_says_so(visitor: Visitor, path: str) -> None:
    await visitor.be_signed_in()
    await visitor.go(path)
    await expect(visitor.page.locator("main")).to_contain_text("Account not found")
    await visitor.page.get_by_role("link", name="Go to accounts").click()
    await expect(visitor.page.locator(ROWS).filter(has_text="Maria Rivera")).to_have_count(1)


@pytest.mark.parametrize("path", ["/nonsense", "/accounts/1001/nonsense"])
async def test_shows_within_the_page_that_an_address_is_unknown(visitor: Visitor, path: str) -> None:
    await visitor.be_signed_in()
    visitor.foresees(r"\b404\b")
    answer = await visitor.page.goto(visitor.site.address + path)
    assert answer
    assert answer.status == 404
    await expect(visitor.page.locator("main")).to_contain_text("This page does not exist")


async def test_rows_are_gone_through_by_keys(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.follow_link()
    links = page.locator(f"{ROWS} a")
    await page.keyboard.press("j")
    await expect(links.nth(0)).to_be_focused()
    await page.keyboard.press("j")
    await page.keyboard.press("j")
    await page.keyboard.press("k")
    await expect(links.nth(1)).to_be_focused()
    await page.set_viewport_size({"width": 360, "height": 900})
    row, *cells = await page.locator(f"{ROWS}:focus-within").evaluate(GROUNDS)
    assert row  # as a whole, on a telephone too, where its cells stand below each other
    assert not any(cells)
    name = await links.nth(1).inner_text()
    await page.keyboard.press("Enter")
    await page.get_by_role("heading", name=name).wait_for()


async def test_keys_are_letters_while_one_types(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.follow_link()
    await page.keyboard.press("/")
    await expect(page.get_by_role("searchbox")).to_be_focused()
    await page.keyboard.type("jk?")
    await expect(page.get_by_role("searchbox")).to_have_value("jk?")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("searchbox")).not_to_be_focused()
    await page.evaluate(COUNT_Y)
    for _ in range(3):
        await page.keyboard.down("y")  # as a browser tells of a key that is held: it does once what it does
    await page.keyboard.up("y")
    await page.keyboard.press("y")
    assert await page.evaluate("pressed") == 2


async def test_a_screen_that_could_not_be_had_can_be_asked_for_again(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.follow_link()
    await page.route("**/screens/ledger-codes.js", lambda route: route.abort("connectionrefused"))
    await visitor.follow("/ledger-codes")
    await expect(page.get_by_role("alert")).to_contain_text("The server cannot be reached")
    await page.unroute("**/screens/ledger-codes.js")
    await page.get_by_role("button", name="Try again").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Ledger codes")
    await page.route("**/dialogs/ledger-code.js", lambda route: route.abort("connectionrefused"))
    await page.get_by_role("button", name="New ledger code").click()
    await expect(page.locator(".toast")).to_contain_text("The server cannot be reached")
    visitor.foresees(f"{OUT_OF_REACH}|{NOT_LOADED}")
    await page.locator("main").evaluate("main => { main.dataset.before = 'yes' }")
    await page.get_by_role("link", name="Skip to content").focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", level=1)).to_be_focused()
    await expect(page.locator("main")).to_have_attribute("data-before", "yes")  # nothing is opened anew


async def test_a_screen_that_lacked_what_it_imports_can_be_asked_for_again(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.follow_link()
    await page.route("**/queries/ledger-codes.js", lambda route: route.abort("connectionrefused"))
    await visitor.follow("/ledger-codes")
    await expect(page.get_by_role("alert")).to_contain_text("The server cannot be reached")
    await page.unroute("**/queries/ledger-codes.js")
    await page.route("**/dialogs/ledger-code.js", lambda route: route.fulfill(status=503))
    await page.get_by_role("button", name="Try again").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Ledger codes")
    await page.get_by_role("button", name="New ledger code").click()
    await expect(page.locator(".toast")).to_contain_text("The server cannot be reached")
    await page.unroute("**/dialogs/ledger-code.js")
    await page.get_by_role("button", name="New ledger code").click()
    await expect(page.get_by_role("dialog")).to_be_visible()
    visitor.foresees(rf"{OUT_OF_REACH}|\b503\b|{NOT_LOADED}")


async def test_the_list_of_keys_shows_what_they_do_here(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.follow_link()
    await page.get_by_role("link", name="Maria Rivera").click()
    await page.get_by_role("button", name="Make payment").wait_for()
    await page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keyboard shortcuts")
    await expect(dialog).to_contain_text("Make payment")
    await expect(dialog).not_to_contain_text("New account")
    await page.keyboard.press("Escape")
    await expect(dialog).to_have_count(0)


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
async def test_nothing_is_wider_than_the_screen(visitor: Visitor, width: int) -> None:
    page = visitor.page
    await page.set_viewport_size({"width": width, "height": 800})
    await visitor.follow_link()
    assert await visitor.fits()
    await page.get_by_role("link", name="Maria Rivera").click()
    await page.locator("details.transaction summary").first.click()
    await page.locator(".flow").first.wait_for()
    assert await visitor.fits()
    await page.get_by_role("button", name="Make payment").first.click()
    await page.get_by_role("dialog").wait_for()
    assert await visitor.fits()


async def test_a_narrow_screen_has_the_way_to_the_others_behind_a_button(visitor: Visitor) -> None:
    page = visitor.page
    await page.set_viewport_size({"width": 360, "height": 800})
    await visitor.follow_link()
    await page.get_by_role("link", name="Maria Rivera").click()
    nouns = page.get_by_role("navigation", name="Pages")
    await expect(nouns).to_be_hidden()
    await page.get_by_role("button", name="Menu").click()
    await nouns.get_by_role("link", name="Accounts").click()
    await expect(page.locator(ROWS).filter(has_text="Maria Rivera")).to_have_count(1)
    await expect(nouns).to_be_hidden()
