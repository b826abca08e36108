"""Lists as a workplace: dense, wide, one line a row, each name shown once; links open what they name."""

import datetime
import re

import pytest
from playwright.async_api import Locator, expect

from domain.core.kinds import PaymentMethod, SubscriptionInterval
from domain.queries.records import accounts_by_number
from domain.services.subscriptions import CreateSubscription
from tests.support.billed_account import WORKED_EXAMPLE, at_account
from tests.support.centre import run
from tests.support.site import Visitor

TODAY = datetime.datetime.now(datetime.UTC).date()
ROWS_AT_1080 = 22
CAPACITY = """([selector, height]) => {
    const rows = [...document.querySelectorAll(selector)].filter(row => row.checkVisibility());
    const heights = rows.map(row => row.getBoundingClientRect().height).sort((one, two) => one - two);
    const usual = heights[Math.floor(heights.length / 2)];
    return Math.floor((height - rows[0].getBoundingClientRect().top - scrollY) / usual);
}"""
NAMES = """root => {
    const plain = text => text.trim().replace(/\\s+/g, ' ');
    const named = field => {
        const label = field.getAttribute('aria-label');
        if (label) return label;
        const labels = field.matches('button') ? [field] : [...field.labels];
        return plain(labels.map(each => each.textContent).join(' '));
    };
    const fields = document.querySelectorAll(`${root} :is(input, select, textarea, button)`);
    const names = [...fields].filter(each => each.checkVisibility()).map(named);
    return names.filter((name, index) => !name || names.indexOf(name) !== index);
}"""


@pytest.mark.parametrize("width", [1280, 1920])
@pytest.mark.parametrize(
    ("path", "rows"),
    [
        ("/accounts", "main tbody tr"),
        ("/unreconciled", "main tbody tr"),
        ("/upcoming?ended=yes", "main tbody tr"),
        ("/accounts/1002", "details.transaction"),
    ],
)
async def test_a_screen_of_1080_pixels_has_room_for_22_rows(visitor: Visitor, path: str, rows: str, width: int) -> None:
    page = visitor.page
    await page.set_viewport_size({"width": width, "height": 1080})
    await visitor.be_signed_in()
    await visitor.go(path)
    await page.locator(rows).first.wait_for()
    await expect(page.locator("main .loading")).to_have_count(0)
    assert await page.evaluate(CAPACITY, [rows, 1080]) >= ROWS_AT_1080


@pytest.mark.parametrize(
    "path", ["/upcoming", "/ledger-codes", "/access", "/activity", "/unreconciled", "/accounts/1001"]
)
async def test_each_button_and_field_of_a_screen_names_its_object(visitor: Visitor, path: str) -> None:
    page = visitor.page
    await visitor.follow_link()
    await visitor.follow(path)
    await expect(page.locator("main .loading")).to_have_count(0)
    await page.locator("main :is(tbody tr, details)").first.wait_for()
    await visitor.settled()  # the activity names its transactions last
    assert await page.evaluate(NAMES, "main") == []


async def test_changes_that_look_alike_are_undone_by_buttons_that_do_not(visitor: Visitor) -> None:
    page = await at_account(visitor, "9695")
    store = visitor.site.store
    account = (await store.read(accounts_by_number(["9695"])))["9695"].id
    for what in ("Locker", "Sauna", "Sauna"):
        weekly = CreateSubscription(account, what, "SWIM", 900, SubscriptionInterval.WEEK, PaymentMethod.CASH, TODAY)
        await run(store, weekly)
    await visitor.follow("/activity?account=9695&action=subscription.created")
    await expect(page.locator(".batch summary")).to_have_text(
        [re.compile(f"Subscription created: {what}") for what in ("Sauna", "Sauna", "Locker")]
    )
    buttons = page.get_by_role(
        "button", name=re.compile("^Undo .*: Subscription created (Sauna|Locker) of account 9695")
    )
    await expect(buttons).to_have_count(3)
    assert await page.evaluate(NAMES, "main") == []


@pytest.mark.parametrize("name", ["Make payment", "Invoice", "Checkout", "Credit", "Cancel items", "Plan payments"])
async def test_no_two_fields_of_a_dialog_have_one_name(visitor: Visitor, name: str) -> None:
    page = await at_account(visitor, "9670", WORKED_EXAMPLE, WORKED_EXAMPLE)
    await page.get_by_role("button", name="Operations").click()
    await page.locator(".menu-list:popover-open").get_by_role("button", name=name, exact=True).click()
    dialog = page.get_by_role("dialog")
    await dialog.locator("input, select").first.wait_for()
    await expect(dialog.locator(".loading")).to_have_count(0)
    add = dialog.get_by_role("button", name="Add item")
    if await add.count():
        await add.click()
    for box in await dialog.locator(".mark input[type=checkbox]:visible").all():
        await box.check()
    assert await page.evaluate(NAMES, "dialog") == []


async def test_a_link_to_a_transaction_opens_it_and_hides_nothing(visitor: Visitor) -> None:
    page = visitor.page
    await page.set_viewport_size({"width": 1280, "height": 500})
    await visitor.be_signed_in()
    await visitor.go("/accounts/1002")
    await page.locator("details.transaction").first.wait_for()
    count = await page.locator("details.transaction").count()
    last = page.locator("details.transaction summary").last
    number = await last.get_attribute("data-number")
    await visitor.go("/accounts")
    await page.get_by_role("link", name="Maria Rivera").wait_for()
    await visitor.follow(f"/accounts/1002#{number}")
    await expect(last).to_be_focused()
    await expect(last).to_be_in_viewport()
    await expect(page.locator("details.transaction[open]")).to_have_count(1)
    await expect(page.locator("details.transaction:visible")).to_have_count(count)
    await page.reload()
    await expect(page.locator("details.transaction[open] summary")).to_be_in_viewport()


async def with_many_rows(visitor: Visitor) -> Locator:
    """The rows of the unreconciled list, after somebody has chosen 200 a page."""
    await visitor.follow_link()
    await visitor.follow("/unreconciled")
    rows = visitor.page.locator("main tbody tr")
    await expect(rows).to_have_count(50)
    await visitor.page.get_by_role("combobox", name="Rows").select_option("200")
    await rows.nth(50).wait_for()
    return rows


async def test_how_many_rows_a_page_has_is_remembered(visitor: Visitor) -> None:
    page = visitor.page
    rows = await with_many_rows(visitor)
    shown = await rows.count()
    await page.reload()
    await expect(rows).to_have_count(shown)
    await page.get_by_role("combobox", name="Rows").select_option("50")
    await expect(rows).to_have_count(50)


async def test_a_browser_that_stores_nothing_shows_as_many_rows_as_are_chosen(newcomer: Visitor) -> None:
    page = newcomer.page
    await page.add_init_script("Storage.prototype.setItem = () => { throw new DOMException('full'); }")
    await with_many_rows(newcomer)
    await expect(page.get_by_role("combobox", name="Rows")).to_have_value("200")


async def test_money_in_processing_has_a_shape_of_its_own(visitor: Visitor) -> None:
    page = await at_account(visitor, "9671", (("Class", 5_000),), paid=((5_000, PaymentMethod.ECHECK),))
    payment = page.locator("details.transaction").filter(has_text="Payment")
    await expect(
        payment.get_by_role("img", name=re.compile("^Processing: the money has not arrived yet"))
    ).to_be_visible()


async def test_the_page_does_not_move_when_a_scrollbar_comes(visitor: Visitor) -> None:
    await visitor.follow_link()
    assert await visitor.page.evaluate("getComputedStyle(document.documentElement).overflowY") == "scroll"


async def test_a_printed_report_has_its_totals_once_at_the_end(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.follow_link()
    await visitor.follow("/reports/payment-by-item?period=last-12-months")
    await page.locator("main tfoot").first.wait_for()
    await page.emulate_media(media="print")
    shown = await page.evaluate("[...document.querySelectorAll('tfoot')].map(each => getComputedStyle(each).display)")
    assert set(shown) == {"table-row-group"}  # a footer group would be repeated on each page
    assert len(shown) == 1


async def test_the_whole_row_is_the_target(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.follow_link()
    row = page.locator("main tbody tr").filter(has_text="Maria Rivera")
    await row.locator("td").last.click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Maria Rivera")
