"""Match: bank lines that are recorded already or that others explain, refusals, answers that do not arrive."""

import pathlib
import re

from playwright.async_api import Browser, expect

from tests.support.match_lines import accept, entries, entry, queue, stored
from tests.support.past_the_page import changes, graph


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
