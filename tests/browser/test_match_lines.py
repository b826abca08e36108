"""Match: bank lines beside open money in one queue, each way to explain one from there, and what others do meanwhile."""

import pathlib
import re

import pytest
from playwright.async_api import Browser, expect

from tests.support.accessibility import found_wrong
from tests.support.match_lines import entries, entry, left, queue, shown, stored
from tests.support.open_lines import BANK, FEE
from tests.support.slow_answers import held_up
from tests.support.undoing import withdraw


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
        await expect(page.locator(".entry:focus-within")).to_contain_text("Transfer 2")
        await expect(page.locator(".toast")).to_contain_text("$200.31 of Mar 2, 2026 explained.")
        (part,) = (await stored(visitor, "Transfer 1"))["parts"]
        assert part["transaction"]["account"]["number"] == "L-1"
        await page.keyboard.press("Enter")
        await expect(entries(page)).to_have_count(3)
        await withdraw(page)
        await expect(entries(page)).to_have_count(4)


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
