"""Fixtures of the browser's tests, all within one event loop: that of the browser and the server."""

import os
import pathlib
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, async_playwright, expect

from tests.support.site import ONE_PROCESS, WAIT_MS, Site, Visitor, at_page, browser_program, new_profile, served_demo

expect.set_options(timeout=WAIT_MS)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser's program; without one the tests are skipped, or fail where TIEOUT_TEST_REQUIRE_BROWSER=1."""
    found = browser_program()
    if found is not None:
        return found
    reason = "There is no Chromium here: apt-get install chromium"
    if os.environ.get("TIEOUT_TEST_REQUIRE_BROWSER") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def site(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Site]:
    """The demo, served once for all tests: what one records, another finds."""
    async with served_demo(f"sqlite:///{tmp_path_factory.mktemp('browser') / 'demo.db'}") as served:
        yield served


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser(chromium: str) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=chromium, args=[ONE_PROCESS])
        yield opened
        await opened.close()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def profile(browser: Browser) -> AsyncIterator[BrowserContext]:
    """The visitors share what the browser keeps of the page's files, and nothing else."""
    shared = await new_profile(browser)
    yield shared
    await shared.close()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def tab(profile: BrowserContext) -> Page:
    """The tab that the visitors take over from each other."""
    return await profile.new_page()


@pytest_asyncio.fixture(loop_scope="session")
async def visitor(profile: BrowserContext, site: Site, tab: Page) -> AsyncIterator[Visitor]:
    """Someone new; at the end the browser must not have complained of anything."""
    async with at_page(profile, site, tab) as someone:
        yield someone
    assert someone.problems == []


@pytest_asyncio.fixture(loop_scope="session")
async def newcomer(profile: BrowserContext, site: Site) -> AsyncIterator[Visitor]:
    """Someone new in a new tab, for what would show in the next visitor's."""
    async with at_page(profile, site) as someone:
        yield someone
    assert someone.problems == []


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All of these share one event loop, and count for no coverage."""
    here = pathlib.Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.no_cover)  # they say which parts of the page work, and measuring takes time
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)
