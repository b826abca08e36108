"""Match: bank lines beside open money in one queue, each way to explain one from there, and what others do meanwhile."""

import base64
import contextlib
import pathlib
import re
from collections.abc import AsyncIterator
from typing import Any

import pytest
from playwright.async_api import Browser, Locator, Page, expect

from domain.store.store import Store
from tests.support.accessibility import found_wrong
from tests.support.open_lines import BANK, FEE, fill_open_lines
from tests.support.open_money import fill_open_money
from tests.support.past_the_page import changes, graph, interpreted
from tests.support.site import Visitor, served_demo, visiting
from tests.support.slow_answers import held_up
from tests.support.undoing import withdraw

LINES = """{ bankLines(first: 100) { nodes { id text amountCents status ignoredReason
    parts { kind amountCents transaction { number kind unreconciledCents account { number } } } } } }"""
OPEN = """{ unreconciledItems(filter: { side: CREDIT }) { totalCount }
    bankLines(filter: { statuses: [OPEN, PARTLY_EXPLAINED] }) { totalCount } }"""
FOCUS = "() => document.activeElement.closest('.entry')?.innerText ?? document.activeElement.tagName"


@contextlib.asynccontextmanager
async def queue(
    browser: Browser,
    folder: pathlib.Path,
    money: tuple[int, int, int] = (0, 0, 0),
    lines: tuple[int, int, int, int] = (0, 0, 0, 0),
) -> AsyncIterator[Visitor]:
    """Someone at the queue of new books: sure, to look at, without a proposal; of lines also those recorded already."""

    async def fill(store: Store) -> None:
        await fill_open_money(store, *money)
        await fill_open_lines(store, *lines)

    async with served_demo(f"sqlite:///{folder}/lines.db", fill) as site, visiting(browser, site) as visitor:
        await visitor.go("/match")
        await visitor.sign_in("ann@example.org")
        await expect(entries(visitor.page)).to_have_count(sum(money) + sum(lines) + lines[3] + 1)
        before = await interpreted(visitor)
        yield visitor
        assert visitor.problems == []
        assert await interpreted(visitor) == before


def entries(page: Page) -> Locator:
    return page.locator(".entry")


def entry(page: Page, text: str) -> Locator:
    return page.locator(".entry", has_text=text)


def shown(page: Page) -> Locator:
    """The facts of the money or line at hand."""
    return page.locator(".money-at-hand")


def accept(page: Page) -> Locator:
    return page.get_by_role("button", name=re.compile("^Accept$"))


async def stored(visitor: Visitor, text: str) -> dict[str, Any]:
    """A line as the API has it."""
    lines = (await graph(visitor, LINES))["bankLines"]["nodes"]
    line: dict[str, Any] = next(each for each in lines if each["text"] == text)
    return line


async def left(visitor: Visitor) -> tuple[int, int]:
    """How much money and how many lines are open."""
    found = await graph(visitor, OPEN)
    return found["unreconciledItems"]["totalCount"], found["bankLines"]["totalCount"]


async def test_all_sure_money_and_lines_are_accepted_by_one_key_and_taken_back_by_one(
    browser: Browser, tmp_path: pathlib.Path
) -> None:
    async with queue(browser, tmp_path, (3, 1, 0), (4, 1, 1, 0)) as visitor:
        page = visitor.page
        bar = page.get_by_role("navigation", name="Pages")
        await expect(bar.get_by_role("link", name="Match")).to_have_text("Match 4")
        await expect(bar.get_by_role("link", name="Bank")).to_have_text("Bank 7")
        await expect(page.locator(".so-far")).to_contain_text(re.compile(r"4 payments, \$.* and 7 bank lines left"))
        await page.keyboard.press("Shift+Enter")
        await expect(page.locator(".toast")).to_contain_text(
            re.compile(r"3 payments, \$.* and 4 bank lines, \$.* matched")
        )
        await expect(entries(page)).to_have_count(4)
        await expect(bar.get_by_role("link", name="Bank")).to_have_text("Bank 3")
        assert await left(visitor) == (1, 3)
        line = await stored(visitor, "Invoice LI-2")
        assert [each["transaction"]["account"]["number"] for each in line["parts"]] == ["L-2"]
        assert line["parts"][0]["transaction"]["unreconciledCents"] == 0
        await withdraw(page)
        await expect(entries(page)).to_have_count(11)
        await expect(page.locator(".so-far")).not_to_contain_text("matched")
        assert await left(visitor) == (4, 7)


async def test_so_many_sure_ones_that_jobs_take_them_are_accepted_by_one_key(
    browser: Browser, tmp_path: pathlib.Path
) -> None:
    async with queue(browser, tmp_path, (30, 0, 0), (30, 0, 0, 0)) as visitor:
        page = visitor.page
        await page.keyboard.press("Shift+Enter")
        await expect(page.locator(".toast")).to_contain_text(
            re.compile(r"30 payments, .* and 30 bank lines, .* matched")
        )
        await expect(entries(page)).to_have_count(1)
        assert await left(visitor) == (0, 1)


async def test_enter_accepts_what_a_line_may_be_and_goes_on_to_the_next_which_was_read_ahead(
    browser: Browser, tmp_path: pathlib.Path
) -> None:
    async with queue(browser, tmp_path, lines=(0, 4, 0, 0)) as visitor:
        page = visitor.page
        await expect(shown(page)).to_contain_text("Transfer 1")
        await expect(page.locator(".reason")).to_contain_text("Too little speaks for this account to be certain.")
        await expect(page.locator(".proposals .chip")).to_have_count(2)
        await page.keyboard.press("2")
        await expect(page.locator(".after")).to_contain_text("LI-1-2 paid in full")
        await page.keyboard.press("j")
        await expect(shown(page)).to_contain_text("Transfer 2")
        await page.keyboard.press("k")
        await expect(page.locator(".after")).to_contain_text("LI-1-2 paid in full")
        await visitor.settled()
        async with held_up(page, "MatchLine") as answer:
            await page.keyboard.press("Enter")
            await expect(shown(page)).to_contain_text("Transfer 2")
            await expect(page.locator(".marks-list")).to_contain_text("LI-2")
            answer.answer.set()
            await expect(entries(page)).to_have_count(4)
        assert "Transfer 2" in await page.evaluate(FOCUS)
        await expect(page.locator(".toast")).to_contain_text("$200.31 of Mar 2, 2026 explained.")
        (part,) = (await stored(visitor, "Transfer 1"))["parts"]
        assert part["transaction"]["account"]["number"] == "L-1"
        await page.keyboard.press("Enter")
        await expect(entries(page)).to_have_count(3)
        await withdraw(page)
        await expect(entries(page)).to_have_count(4)


async def test_recorded_money_that_a_line_is_explains_it_and_stays_in_the_queue_until_it_is_matched(
    browser: Browser, tmp_path: pathlib.Path
) -> None:
    async with queue(browser, tmp_path, lines=(0, 0, 0, 1)) as visitor:
        page = visitor.page
        await entry(page, "Invoice LI-1").click()
        await expect(page.locator(".recorded")).to_contain_text(
            re.compile(r"Payment LP-1.*Payer 1 Lines.*\$200\.31", re.DOTALL)
        )
        await expect(page.locator(".after")).to_contain_text("the line is explained by LP-1")
        await accept(page).click()
        await expect(entries(page)).to_have_count(2)
        (part,) = (await stored(visitor, "Invoice LI-1"))["parts"]
        assert (part["amountCents"], part["transaction"]["number"]) == (20_031, "LP-1")
        await expect(entry(page, "LP-1")).to_have_count(1)
        await page.keyboard.press("Control+z")  # nothing recorded is withdrawn: it asks nothing
        await expect(entries(page)).to_have_count(3)


async def test_a_line_without_a_proposal_is_recorded_on_an_account_with_marks_and_a_live_remainder(
    browser: Browser, tmp_path: pathlib.Path
) -> None:
    async with queue(browser, tmp_path, (0, 0, 1), (0, 0, 1, 0)) as visitor:
        page = visitor.page
        await entry(page, "Transfer 1").click()
        await accept(page).click()
        await expect(page.get_by_role("alert")).to_have_text("Choose the account first, or one of the other ways.")
        await page.get_by_label("Find the account").fill("Q-1")
        await expect(page.locator(".marks-list")).to_contain_text("QI-1-1")
        await expect(page.locator(".pane.beside")).to_contain_text("Fatima El-Sayed")
        await accept(page).click()
        await expect(page.get_by_role("alert")).to_have_text(
            "Select what it pays first. To leave it unapplied, record the payment under More."
        )
        await page.locator(".marks-list input[type=checkbox]").first.check()
        await expect(page.locator(".left-over")).to_contain_text("$0.00")
        await page.locator(".exact input").first.fill("150")
        await expect(page.locator(".left-over")).to_contain_text("$50.31")
        await expect(page.locator(".after")).to_contain_text("QI-1-1 has $750.00 left to pay")
        await visitor.follow("/accounts")
        dialog = page.get_by_role("dialog", name="Discard what you entered?")
        await dialog.get_by_role("button", name="Keep editing").click()
        await page.locator(".exact input").first.press("Enter")
        await expect(page.locator(".toast")).to_contain_text("$200.31 of Mar 2, 2026 explained.")
        (part,) = (await stored(visitor, "Transfer 1"))["parts"]
        assert part["transaction"]["unreconciledCents"] == 5_031
        await expect(entry(page, part["transaction"]["number"])).to_contain_text("$50.31")
        await expect(entry(page, BANK)).to_have_count(1)
        await expect(page.locator(".taken")).to_be_empty()


async def test_another_account_than_the_proposed_one_is_chosen_by_key(browser: Browser, tmp_path: pathlib.Path) -> None:
    async with queue(browser, tmp_path, (0, 0, 1), (1, 0, 0, 0)) as visitor:
        page = visitor.page
        await entry(page, "Invoice LI-1").click()
        await expect(page.locator(".reason")).to_contain_text("Sure.")
        await page.keyboard.press("a")
        await expect(page.get_by_label("Find the account")).to_be_focused()
        await page.keyboard.type("Q-1")
        await expect(page.locator(".marks-list")).to_contain_text("QI-1-1")
        await expect(page.locator(".reason")).to_contain_text("Recorded on Fatima El-Sayed, as chosen by you.")
        await page.locator("h1").press("1")
        await expect(page.locator(".marks-list")).to_contain_text("LI-1")
        await expect(page.locator(".reason")).to_contain_text("Sure.")
        await expect(page.get_by_label("Find the account")).to_have_count(0)


async def test_the_account_beside_the_money_names_who_pays_for_it_by_bank(
    browser: Browser, tmp_path: pathlib.Path
) -> None:
    async with queue(browser, tmp_path, (0, 0, 1), (1, 0, 0, 0)) as visitor:
        page = visitor.page
        beside = page.locator(".pane.beside")
        await entry(page, "QP-1").click()
        await expect(beside.get_by_role("link", name="Reconciliations of QP-1")).to_be_visible()
        await expect(beside).not_to_contain_text("Pays by bank")
        await entry(page, "Invoice LI-1").click()
        await expect(page.locator(".reason")).to_contain_text("Sure.")
        await page.keyboard.press("a")
        await page.keyboard.type("Q-1")
        await expect(page.locator(".marks-list")).to_contain_text("QI-1-1")
        await page.locator(".marks-list").get_by_role("checkbox").first.check()
        await expect(page.locator(".after")).to_contain_text("balance then $659.32")
        await accept(page).click()
        await expect(page.locator(".toast")).to_contain_text("$200.31 of Mar 2, 2026 explained.")
        await entry(page, "QP-1").click()
        await expect(beside).to_contain_text("PAYER 1 LINES")
        await expect(page.locator(".after")).to_contain_text("$40.37 stays unapplied · balance stays $659.32")


async def test_a_line_is_explained_by_a_fee_ignored_or_matched_without_leaving_the_queue(
    browser: Browser, tmp_path: pathlib.Path
) -> None:
    async with queue(browser, tmp_path, lines=(0, 0, 3, 0)) as visitor:
        page = visitor.page
        dialog = page.get_by_role("dialog")
        await entry(page, FEE).click()
        await accept(page).click()
        await expect(page.get_by_role("alert")).to_have_text("Choose one of the ways to explain it first.")
        await page.locator("h1").press("f")
        await dialog.get_by_label("Amount").fill("4")
        await dialog.get_by_role("button", name="Explain line").click()
        await expect(entry(page, FEE)).to_contain_text("\N{MINUS SIGN}$5.00")
        await expect(shown(page)).to_contain_text("of \N{MINUS SIGN}$9.00")
        await page.get_by_role("button", name=re.compile("^Fee or other")).click()
        await dialog.get_by_role("button", name="Explain line").click()
        await expect(entry(page, FEE)).to_have_count(0)
        assert await page.evaluate(FOCUS) != "BODY"
        assert (await stored(visitor, FEE))["status"] == "EXPLAINED"
        await entry(page, "Transfer 1").click()
        await expect(page.locator(".reason")).to_contain_text("Nothing says who paid.")
        await page.keyboard.press("i")
        await dialog.get_by_label("Reason").fill("A test of the bank")
        await dialog.get_by_role("button", name="Ignore line").click()
        await expect(entries(page)).to_have_count(2)
        assert (await stored(visitor, "Transfer 1"))["ignoredReason"] == "A test of the bank"
        await page.keyboard.press("Control+z")
        await expect(entries(page)).to_have_count(3)
        await entry(page, "Transfer 2").click()
        await page.get_by_role("button", name="More").last.click()
        await page.get_by_role("button", name="Several accounts").click()
        await expect(dialog).to_contain_text("Several accounts: $200.62 of Mar 3, 2026")
        await page.keyboard.press("Escape")
        await page.get_by_role("button", name="Match $200.62").click()
        await expect(dialog).to_contain_text("No recorded money of $200.62")
        await page.keyboard.press("Escape")
        await expect(page.locator(".taken")).to_be_empty()


async def test_a_line_that_another_explained_meanwhile_goes_and_is_reported_once(
    browser: Browser, tmp_path: pathlib.Path
) -> None:
    async with queue(browser, tmp_path, lines=(2, 2, 0, 0)) as visitor:
        page = visitor.page
        await entry(page, "Transfer 3").click()
        await expect(page.locator(".marks-list")).to_contain_text("LI-3")
        for text in ("Invoice LI-1", "Transfer 3", "Transfer 4"):
            line = await stored(visitor, text)
            part = {"otherCents": line["amountCents"], "reason": "Of another"}
            async with changes(visitor) as made:
                await made.make("matchBankLine", "", bankLineId=line["id"], parts=[part])
                made.batches.clear()
        await accept(page).click()
        await expect(page.locator(".taken")).to_contain_text("$200.93 of Mar 4, 2026 was matched or changed by others")
        await expect(entries(page)).to_have_count(4)
        await expect(page.locator(".toast")).to_have_count(0)
        await page.locator(".taken").get_by_role("button", name="OK").click()
        await page.locator(".entry", has_text="Transfer 4").click()  # read ahead, or found to be gone when it is read
        await page.locator("h1").press("Enter")
        await expect(page.locator(".taken")).to_contain_text("$201.24 of Mar 5, 2026 was matched or changed by others")
        await expect(entries(page)).to_have_count(3)
        await page.locator(".taken").get_by_role("button", name="OK").click()
        await page.keyboard.press("Shift+Enter")
        await expect(page.locator(".toast").last).to_contain_text("1 bank line, $200.62, matched. 1 other has changed")
        await expect(entries(page)).to_have_count(1)


async def test_a_proposal_that_no_longer_holds_comes_back_with_the_reason(
    browser: Browser, tmp_path: pathlib.Path
) -> None:
    async with queue(browser, tmp_path, lines=(0, 2, 0, 0)) as visitor:
        page = visitor.page
        invoice = (await graph(visitor, '{ transaction(number: "LI-1") { id account { id } } }'))["transaction"]
        async with changes(visitor) as made:
            given = {"accountId": invoice["account"]["id"], "amountCents": 20_031, "method": "CASH"}
            await made.make("makePayment", "", **given, applyTo=[{"invoiceId": invoice["id"]}])
            await page.keyboard.press("Enter")
            await expect(page.locator(".entry.refused")).to_contain_text("What is open has changed. Look again.")
            await entry(page, "What is open has changed").click()
            await expect(page.locator(".marks-list")).to_contain_text("LI-1-2")
            await expect(page.locator(".marks-list")).not_to_contain_text(re.compile(r"LI-1\b(?!-)"))


async def test_an_answer_that_does_not_arrive_leaves_the_line_and_trying_again_records_once(
    browser: Browser, tmp_path: pathlib.Path
) -> None:
    async with queue(browser, tmp_path, lines=(1, 0, 0, 0)) as visitor:
        page = visitor.page
        await page.evaluate(
            "() => { window.kept = window.fetch; window.fetch = () => Promise.reject(new TypeError('x')); }"
        )
        await page.keyboard.press("Shift+Enter")
        await expect(page.locator(".toast.error")).to_be_visible()
        await expect(entries(page)).to_have_count(2)
        await page.evaluate("() => { window.fetch = window.kept; }")
        await page.keyboard.press("Shift+Enter")
        await expect(entries(page)).to_have_count(1)
        assert len((await stored(visitor, "Invoice LI-1"))["parts"]) == 1


async def test_who_may_not_record_sees_lines_and_what_is_missing(browser: Browser, tmp_path: pathlib.Path) -> None:
    async with queue(browser, tmp_path, lines=(1, 0, 0, 0)) as visitor:
        page = visitor.page
        await visitor.context.clear_cookies()
        await visitor.go("/match")
        await visitor.sign_in("di@example.org")
        await entry(page, "Invoice LI-1").click()
        await expect(accept(page)).to_have_attribute("title", re.compile("RECORD_TRANSACTIONS"))
        await expect(page.get_by_role("button", name="Accept all")).to_have_count(0)
        await page.locator("h1").press("Enter")
        await expect(page.get_by_role("alert")).to_contain_text("MANAGE_RECONCILIATIONS")


async def test_the_queue_is_narrowed_to_lines_and_comes_back_so(browser: Browser, tmp_path: pathlib.Path) -> None:
    async with queue(browser, tmp_path, (2, 0, 0), (1, 1, 0, 0)) as visitor:
        page = visitor.page
        await page.get_by_role("button", name="Filter").click()
        await page.get_by_label("Show").select_option("lines")
        await expect(entries(page)).to_have_count(3)
        await page.reload()
        await expect(entries(page)).to_have_count(3)
        await page.get_by_label("Show").select_option("money")
        await expect(entries(page)).to_have_count(2)
        await page.get_by_label("Show").select_option("")
        await expect(entries(page)).to_have_count(5)
        await page.get_by_label("Method").select_option("CARD")
        await expect(entry(page, BANK)).to_have_count(0)


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
async def test_a_queue_with_lines_is_accessible_and_fits_every_screen(
    browser: Browser, tmp_path: pathlib.Path, width: int
) -> None:
    async with queue(browser, tmp_path, (1, 1, 0), (1, 1, 1, 1)) as visitor:
        page = visitor.page
        await page.set_viewport_size({"width": width, "height": 800})
        for text in ("Invoice LI-1", "Invoice LI-2", "Transfer 3", "Transfer 4", FEE):
            await entry(page, text).click()
            await expect(shown(page)).to_contain_text(text)
            await visitor.settled()
            assert await visitor.fits(), text
            assert await found_wrong(page) == [], text
            back = page.get_by_role("button", name="Back to the queue")
            if await back.is_visible():
                await back.click()


async def test_the_oldest_items_are_marked_by_nobody_but_a_person(browser: Browser, tmp_path: pathlib.Path) -> None:
    async with queue(browser, tmp_path, lines=(0, 1, 0, 0)) as visitor:
        page = visitor.page
        content = base64.b64encode(b"booked_on,amount,payer_name,text\n2026-03-09,7.50,Payer 1 Lines,Oldest").decode()
        bank = (await graph(visitor, "{ bankAccounts { nodes { id } } }"))["bankAccounts"]["nodes"][0]["id"]
        async with changes(visitor) as made:
            await made.make("importBankStatement", "created", bankAccountId=bank, contentBase64=content)
            await page.reload()
            await entry(page, "Oldest").click()
            await expect(page.locator(".reason")).to_contain_text("Nothing points to one of these.")
            await expect(page.locator(".marks-list input:checked")).to_have_count(0)
            await accept(page).click()
            await expect(page.get_by_role("alert")).to_contain_text("Select what it pays first.")
            await page.locator("h1").press("1")
            await expect(page.locator(".after")).to_contain_text("LI-1 has $192.81 left to pay")
