"""Match: the queue of open money, gone through by keys and by clicks, and what others do to it meanwhile."""

import contextlib
import pathlib
import re
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Locator, Page, expect

from domain.permissions import OPERATOR
from domain.queries.records import accounts_by_number
from domain.services.reconcile import ReconcileAccount
from domain.store.store import Store
from tests.support.accessibility import found_wrong
from tests.support.open_money import fill_open_money
from tests.support.past_the_page import changes, graph, interpreted
from tests.support.site import OUT_OF_REACH, Visitor, comes_to, served_demo, visiting
from tests.support.slow_answers import held_up
from tests.support.wire import bytes_on_the_wire

KEYS_MAX, CLICKS_MAX = 16, 24
"""For 20 payments of which 12 are sure."""
MANY_KEYS_MAX = 130
"""For 200 payments of which 150 are sure."""
BYTES_MAX = 68_000
"""What the queue of 200 payments may load, compressed, where nothing was loaded before."""
OPEN = "{ unreconciledItems(filter: { side: CREDIT }) { totalCount } }"
FOCUS = (
    "() => document.activeElement.closest('.entry')?.querySelector('b').textContent ?? document.activeElement.tagName"
)


@contextlib.asynccontextmanager
async def queue(browser: Browser, folder: pathlib.Path, sure: int, look: int, none: int) -> AsyncIterator[Visitor]:
    """Someone at the queue of new books; at the end the browser must not have complained of anything."""

    async def fill(store: Store) -> None:
        await fill_open_money(store, sure, look, none)

    async with served_demo(f"sqlite:///{folder}/queue.db", fill) as site, visiting(browser, site) as visitor:
        await visitor.go("/match")
        await visitor.sign_in("ann@example.org")
        await visitor.page.locator(".desk .marks").wait_for()
        before = await interpreted(visitor)
        yield visitor
        assert visitor.problems == []
        assert await interpreted(visitor) == before


def entries(page: Page) -> Locator:
    return page.locator(".entry")


def shown(page: Page) -> Locator:
    """The facts of the money at hand."""
    return page.locator(".money-at-hand")


async def open_credits(visitor: Visitor) -> int:
    found: int = (await graph(visitor, OPEN))["unreconciledItems"]["totalCount"]
    return found


async def pay_by_another(visitor: Visitor, number: str) -> None:
    """Somebody else reconciles an account."""
    store = visitor.site.store
    account = (await store.read(accounts_by_number([number])))[number]
    await store.run(ReconcileAccount(account.id), OPERATOR)


async def test_twenty_payments_of_which_twelve_are_sure_take_few_keys(browser: Browser, tmp_path: pathlib.Path) -> None:
    async with queue(browser, tmp_path, 12, 6, 2) as visitor:
        page, pressed = visitor.page, 0

        async def press(key: str) -> None:
            nonlocal pressed
            await expect(page.locator(".desk .marks")).to_be_visible()
            await page.keyboard.press(key)
            pressed += 1

        await press("Shift+Enter")
        await expect(page.locator(".toast")).to_contain_text("12 payments, $")
        for left in range(8, 2, -1):
            await expect(entries(page)).to_have_count(left)
            await press("Enter")
        await expect(entries(page)).to_have_count(2)
        for left in (1, 0):
            await press("1")
            await press("Enter")
            await expect(entries(page)).to_have_count(left)
        await expect(page.locator("main")).to_contain_text("Done: everything is matched.")
        assert pressed <= KEYS_MAX
        assert await open_credits(visitor) == 0


async def test_twenty_payments_take_few_clicks(browser: Browser, tmp_path: pathlib.Path) -> None:
    async with queue(browser, tmp_path, 12, 6, 2) as visitor:
        page, clicked = visitor.page, 0

        async def click(name: str | re.Pattern[str]) -> None:
            nonlocal clicked
            await expect(page.locator(".desk .marks")).to_be_visible()
            await page.get_by_role("button", name=name).click()
            clicked += 1

        await click(re.compile("^Accept all 12 sure"))
        for left in range(8, 2, -1):
            await expect(entries(page)).to_have_count(left)
            await click(re.compile("^Accept$"))
        for left in (2, 1):
            await expect(entries(page)).to_have_count(left)
            await click(re.compile("^Oldest first$"))
            await click(re.compile("^Accept$"))
        await expect(entries(page)).to_have_count(0)
        assert clicked <= CLICKS_MAX
        assert await open_credits(visitor) == 0


async def test_two_hundred_payments_are_light_and_take_few_keys(browser: Browser, tmp_path: pathlib.Path) -> None:
    async with queue(browser, tmp_path, 150, 50, 0) as visitor:
        page = visitor.page
        files = await bytes_on_the_wire(page, f"{visitor.site.address}/match", ".desk .marks")
        await expect(entries(page)).to_have_count(200)
        assert sum(files.values()) <= BYTES_MAX, files
        pressed = 1
        await page.keyboard.press("Shift+Enter")
        await expect(page.locator(".toast")).to_contain_text("150 payments, $")
        for left in range(49, -1, -1):
            await page.locator(".desk .marks").wait_for()
            await page.keyboard.press("Enter")
            pressed += 1
            await expect(entries(page)).to_have_count(left)
        assert pressed <= MANY_KEYS_MAX
        assert await open_credits(visitor) == 0


async def test_all_sure_are_one_change_that_one_key_takes_back_and_names(
    browser: Browser, tmp_path: pathlib.Path
) -> None:
    async with queue(browser, tmp_path, 12, 2, 0) as visitor:
        page = visitor.page
        await page.keyboard.press("Shift+Enter")
        await expect(entries(page)).to_have_count(2)
        undo = page.locator(".toast").get_by_role("button", name=re.compile("^Undo the match of 12 payments, \\$"))
        await expect(undo).to_be_visible()
        await expect(page.locator(".so-far")).to_contain_text("12 matched")
        await page.keyboard.press("Control+z")
        await expect(entries(page)).to_have_count(14)
        await expect(page.locator(".toast").last).to_contain_text("Undone: 12 payments")
        await expect(page.locator(".so-far")).not_to_contain_text("matched")
        assert await open_credits(visitor) == 14


async def test_the_focus_goes_with_the_queue_and_is_never_lost(browser: Browser, tmp_path: pathlib.Path) -> None:
    async with queue(browser, tmp_path, 0, 4, 1) as visitor:
        page = visitor.page
        assert await page.evaluate(FOCUS) != "BODY"
        names = [await each.locator("b").inner_text() for each in await entries(page).all()]
        for key, at in (("j", 1), ("j", 2), ("k", 1), ("s", 2)):
            await page.keyboard.press(key)
            await comes_to(page, FOCUS, names[at])
        await page.keyboard.press("Enter")
        await expect(entries(page)).to_have_count(4)
        await comes_to(page, FOCUS, names[3])
        await page.locator(".desk .marks").wait_for()
        await page.keyboard.press("ArrowDown")
        await expect(page.locator(".marks-list input[type=checkbox]").first).to_be_focused()
        await page.keyboard.press("Enter")  # what is marked, from within the marks
        await expect(entries(page)).to_have_count(3)
        await comes_to(page, FOCUS, names[4])
        await page.keyboard.press("d")
        await expect(entries(page)).to_have_count(2)
        assert await page.evaluate(FOCUS) != "BODY"
        await expect(page.get_by_role("heading", name="Later")).to_be_visible()


async def test_an_entry_is_amber_until_the_answer_is_here_and_the_queue_goes_on(
    browser: Browser, tmp_path: pathlib.Path
) -> None:
    async with queue(browser, tmp_path, 0, 3, 0) as visitor:
        page = visitor.page
        async with held_up(page, "ApplyOne") as answer:
            await page.keyboard.press("j")
            await page.keyboard.press("k")
            await page.keyboard.press("Enter")
            await answer.sent.wait()
            await expect(entries(page).first).to_contain_text("Saving…")
            await expect(entries(page).nth(1)).to_be_focused()
            await expect(shown(page)).to_contain_text("QP-2")
            await expect(entries(page)).to_have_count(3)
            answer.answer.set()
            await expect(entries(page)).to_have_count(2)
        await expect(entries(page).first).to_be_focused()


async def test_an_entry_comes_back_where_nothing_can_be_loaded_to_send_it(
    browser: Browser, tmp_path: pathlib.Path
) -> None:
    async with queue(browser, tmp_path, 0, 3, 0) as visitor:
        page = visitor.page
        await page.route("**/match/accepting.js", lambda route: route.abort("connectionrefused"))
        visitor.foresees(OUT_OF_REACH)
        await page.keyboard.press("Enter")
        refused = page.locator(".entry.refused")
        await expect(refused).to_contain_text("The server cannot be reached.")
        await page.unroute("**/match/accepting.js")
        await refused.click()
        await page.get_by_role("button", name=re.compile("^Accept$")).click()
        await expect(entries(page)).to_have_count(2)


async def test_what_another_took_comes_back_with_the_reason_or_goes_and_is_reported_once(
    browser: Browser, tmp_path: pathlib.Path
) -> None:
    async with queue(browser, tmp_path, 1, 3, 0) as visitor:
        page = visitor.page
        await pay_by_another(visitor, "Q-2")
        await page.locator(".entry", has_text="QP-2").click()
        await expect(shown(page)).to_contain_text("QP-2")
        await page.get_by_role("button", name=re.compile("^Accept$")).click()
        await expect(page.locator(".taken")).to_contain_text("QP-2 was matched or changed by others meanwhile")
        await expect(entries(page)).to_have_count(3)
        await page.locator(".taken").get_by_role("button", name="OK").click()
        await expect(page.locator(".taken")).to_be_empty()
        await expect(page.locator("main h1")).to_have_text("Match")


async def test_a_refusal_brings_the_entry_back_with_the_reason(browser: Browser, tmp_path: pathlib.Path) -> None:
    async with queue(browser, tmp_path, 0, 3, 0) as visitor:
        page = visitor.page
        invoice = (await graph(visitor, '{ transaction(number: "QI-1-1") { id account { id } } }'))["transaction"]
        marks = [{"invoiceId": invoice["id"]}]
        async with changes(visitor) as made:
            given = {"accountId": invoice["account"]["id"], "amountCents": 4_037, "method": "CASH"}
            await made.make("makePayment", "", **given, applyTo=marks)
            await page.keyboard.press("Enter")  # what it proposes is paid by now
            await expect(page.locator(".entry.refused")).to_contain_text("What is open has changed. Look again.")
            await expect(page.locator(".toast.error")).to_contain_text("QP-1: What is open has changed.")
            await expect(entries(page)).to_have_count(3)
            await page.locator(".entry", has_text="What is open has changed").click()
            await expect(page.locator(".marks-list")).not_to_contain_text("QI-1-1")
            await page.get_by_role("button", name=re.compile("^Accept$")).click()
            await expect(entries(page)).to_have_count(2)
            await page.keyboard.press("Control+z")
            await expect(entries(page)).to_have_count(3)


async def test_a_payment_is_moved_to_another_account_without_leaving_the_queue(
    browser: Browser, tmp_path: pathlib.Path
) -> None:
    async with queue(browser, tmp_path, 0, 2, 0) as visitor:
        page = visitor.page
        await page.keyboard.press("a")
        dialog = page.get_by_role("dialog", name="Move QP-1 to another account")
        await dialog.get_by_label("Find the account").fill("Q-2")
        await expect(dialog.get_by_label("Account", exact=True)).not_to_have_value(
            ""
        )  # it is listed before it is found
        await dialog.get_by_label("Reason").fill("Entered on the wrong account")
        await dialog.get_by_role("button", name="Move payment").click()
        await expect(page.locator(".toast")).to_contain_text("QP-1 moved to")
        await expect(page.locator(".entry", has_text="QP-1 ")).to_have_count(0)
        await expect(entries(page)).to_have_count(2)
        await expect(page.locator(".taken")).to_be_empty()


async def test_sure_ones_that_changed_meanwhile_stay_and_the_others_are_matched(
    browser: Browser, tmp_path: pathlib.Path
) -> None:
    async with queue(browser, tmp_path, 4, 1, 0) as visitor:
        page = visitor.page
        await pay_by_another(visitor, "Q-3")
        await page.keyboard.press("Shift+Enter")
        await expect(page.locator(".toast")).to_contain_text("3 payments")
        await expect(page.locator(".toast")).to_contain_text("1 other has changed")
        await expect(entries(page)).to_have_count(1)
        assert await open_credits(visitor) == 1


async def test_marks_by_hand_take_exact_amounts_and_what_is_left_stays(
    browser: Browser, tmp_path: pathlib.Path
) -> None:
    async with queue(browser, tmp_path, 0, 1, 1) as visitor:
        page = visitor.page
        await page.locator(".entry", has_text="QP-2").click()
        await expect(page.locator(".reason")).to_contain_text("Nothing points to one of these.")
        await page.get_by_role("button", name=re.compile("^Accept$")).click()
        await expect(page.get_by_role("alert")).to_have_text("Select what it pays first, or keep it on the account.")
        await entries(page).last.focus()
        await page.keyboard.press(" ")
        await expect(page.locator(".left-over")).to_contain_text("$0.00")
        await page.keyboard.press("=")
        await page.keyboard.type("1000")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("alert")).to_have_text("More than the open amount.")
        await page.locator(".exact input").first.fill("40")
        await expect(page.locator(".left-over")).to_contain_text("$0.74")
        await expect(page.locator(".after")).to_contain_text("QI-2-1 has $860.00 left to pay")
        await page.locator(".entry", has_text="QP-1").click()
        await page.locator(".entry", has_text="QP-2").click()
        await expect(page.locator(".exact input").first).to_have_value("40")
        await page.locator(".exact input").first.press("Enter")
        await expect(page.locator(".toast")).to_contain_text("$40.00 of QP-2 matched.")
        await expect(page.locator(".entry", has_text="QP-2")).to_contain_text("$0.74")


async def test_marks_that_are_not_accepted_are_not_lost_unasked(browser: Browser, tmp_path: pathlib.Path) -> None:
    async with queue(browser, tmp_path, 0, 0, 2) as visitor:
        page = visitor.page
        await page.keyboard.press(" ")
        await visitor.follow("/accounts")
        dialog = page.get_by_role("dialog", name="Discard what you entered?")
        await dialog.get_by_role("button", name="Keep editing").click()
        await expect(page.locator(".marks-list input[type=checkbox]").first).to_be_checked()
        await visitor.follow("/accounts")
        await dialog.get_by_role("button", name="Discard").click()
        await expect(page.get_by_role("heading", name="Accounts")).to_be_visible()


async def test_kept_money_stays_out_of_the_queue_in_this_browser_until_it_is_taken_up(
    browser: Browser, tmp_path: pathlib.Path
) -> None:
    async with queue(browser, tmp_path, 0, 1, 1) as visitor:
        page = visitor.page
        await page.locator(".entry", has_text="QP-2").click()
        await page.get_by_role("button", name="Keep on the account QP-2").click()
        await expect(entries(page)).to_have_count(1)
        await page.reload()
        await expect(entries(page)).to_have_count(1)
        await page.get_by_role("button", name="Show 1").click()
        await page.locator(".entry", has_text="QP-2").click()
        await page.get_by_role("button", name="Take it up again QP-2").click()
        await expect(page.get_by_role("button", name="Keep on the account QP-2")).to_be_visible()
        await page.reload()
        await expect(entries(page)).to_have_count(2)


async def test_the_queue_is_narrowed_by_method_and_period_in_the_address(
    browser: Browser, tmp_path: pathlib.Path
) -> None:
    async with queue(browser, tmp_path, 4, 0, 0) as visitor:
        page = visitor.page
        await page.get_by_role("button", name="Filter").click()
        await page.get_by_label("Method").select_option("CARD")
        await expect(entries(page)).to_have_count(1)
        await expect(page).to_have_url(re.compile("method=CARD"))
        await page.reload()
        await expect(entries(page)).to_have_count(1)
        await page.get_by_label("Period").select_option("2025")
        await expect(page.locator("main")).to_contain_text("No open money matches.")
        await page.get_by_role("link", name="Show all open money").click()
        await expect(entries(page)).to_have_count(4)


async def test_the_rest_of_an_invoice_is_written_off_after_its_payment(
    browser: Browser, tmp_path: pathlib.Path
) -> None:
    async with queue(browser, tmp_path, 0, 1, 0) as visitor:
        page = visitor.page
        await expect(page.get_by_role("button", name=re.compile("^Write off the rest"))).to_have_count(0)
        await page.locator("h1").press("=")
        await page.keyboard.type("38")
        await page.get_by_role("button", name="Write off the rest, $2.37").click()
        dialog = page.get_by_role("dialog", name="Write off: QI-1-1")
        await expect(dialog).to_contain_text("$2.37")
        await expect(page.locator(".toast")).to_contain_text("$38.00 of QP-1 matched.")


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
async def test_the_queue_is_accessible_and_fits_every_screen(
    browser: Browser, tmp_path: pathlib.Path, width: int
) -> None:
    async with queue(browser, tmp_path, 3, 2, 1) as visitor:
        page = visitor.page
        await page.set_viewport_size({"width": width, "height": 800})
        assert await visitor.fits()
        assert await found_wrong(page) == []
        await page.locator(".entry", has_text="QP-4").click()
        await expect(page.locator(".proposals .chip")).to_have_count(2)
        assert await visitor.fits()
        assert await found_wrong(page) == []
        await page.get_by_role("button", name=re.compile("^Accept$")).click()
        await expect(page.locator(".toast")).to_contain_text("matched")
        await expect(shown(page)).to_contain_text("QP-5")


async def test_coming_back_finds_the_entry_at_hand_and_its_focus(browser: Browser, tmp_path: pathlib.Path) -> None:
    async with queue(browser, tmp_path, 0, 26, 0) as visitor:
        page = visitor.page
        for _ in range(20):
            await page.keyboard.press("j")
        await expect(shown(page)).to_contain_text("QP-21")
        await shown(page).get_by_role("link").click()
        await page.locator("details.transaction").first.wait_for()
        await page.go_back()
        await expect(entries(page)).to_have_count(26)
        await expect(shown(page)).to_contain_text("QP-21")
        assert await page.evaluate("document.activeElement.tagName") != "BODY"
        await page.keyboard.press("k")
        await expect(page.locator(".entry", has_text="QP-20")).to_be_focused()
        await expect(shown(page)).to_contain_text("QP-20")
