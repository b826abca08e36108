"""Accounts on which much has happened: what their page costs, and how one finds one's way on it."""

import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from api.demo import fill_demo
from domain.store.store import Store
from tests.support.busy_account import BUSY, fill_busy_account
from tests.support.site import Site, Visitor, served_demo, visiting
from tests.support.wire import bytes_on_the_wire

BYTES_MAX = 51_000
"""What a first visit may load, compressed."""
CROWDED = "9501"


async def _fill(store: Store) -> None:
    await fill_demo(store)
    await fill_busy_account(store)
    await fill_busy_account(store, 1_200, CROWDED)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def crowded(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Site]:
    """Books of their own, so that these accounts are in no other test's lists."""
    async with served_demo(f"sqlite:///{tmp_path_factory.mktemp('busy')}/busy.db", _fill) as served:
        yield served


@pytest_asyncio.fixture(loop_scope="session")
async def busy(browser: Browser, crowded: Site) -> AsyncIterator[Visitor]:
    """Someone on these books, in a browser of their own: its cache is emptied."""
    async with visiting(browser, crowded) as someone:
        await someone.be_signed_in()
        yield someone
        assert someone.problems == []


async def test_a_billing_page_of_500_transactions_is_light(busy: Visitor) -> None:
    files = await bytes_on_the_wire(busy.page, f"{busy.site.address}/accounts/{BUSY}")
    await expect(busy.page.locator("details.transaction")).to_have_count(500)
    assert sum(files.values()) <= BYTES_MAX, files


async def test_an_account_of_many_transactions_is_shown_page_by_page_and_searched_as_a_whole(busy: Visitor) -> None:
    page = busy.page
    await busy.go(f"/accounts/{CROWDED}")
    rows = page.locator("details.transaction")
    await expect(rows).to_have_count(500)
    summary = page.locator(".filters .soft")
    await expect(summary).to_have_text(re.compile(r"1,200 transactions, here .+, 202\d"))
    newest = await summary.text_content()
    await page.get_by_role("link", name="Earlier transactions").click()
    await expect(page.locator("h1")).to_be_focused()
    await page.get_by_role("link", name="Newest transactions").wait_for()
    await page.get_by_role("link", name="Earlier transactions").click()
    await expect(page.get_by_role("link", name="Earlier transactions")).to_have_count(0)
    await expect(rows).to_have_count(200)
    oldest = await rows.first.locator("summary").get_attribute("data-number")  # no other number begins with it
    await page.go_back()
    await expect(rows).to_have_count(500)
    await page.get_by_role("link", name="Newest transactions").click()
    await expect(summary).to_have_text(newest or "")
    await page.get_by_role("searchbox").fill(oldest or "")
    await expect(rows).to_have_count(1)
    await expect(summary).to_have_text("1 transaction")
    assert await rows.locator("summary").get_attribute("data-number") == oldest
    await page.reload()
    await expect(rows).to_have_count(1)
    await page.get_by_role("searchbox").fill("nothing of the kind")
    await expect(page.locator("main")).to_contain_text("No transactions match.")
    await page.get_by_role("searchbox").fill("")
    await expect(rows).to_have_count(500)
