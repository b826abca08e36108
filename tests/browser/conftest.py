"""The page in a real browser, on a real server with the demo's data, both within the tests' own event loop."""

import asyncio
import contextlib
import os
import pathlib
import shutil
import socket
from collections.abc import AsyncIterator, Iterator
from typing import NamedTuple

import pytest
import pytest_asyncio
import uvicorn
from playwright.async_api import Browser, BrowserContext, Page, async_playwright, expect

from api.app import create_app
from api.auth.sign_in import sign_in_path
from api.demo import demo_admin, fill_demo
from api.settings import read_settings
from domain.permissions import ALL_PERMISSIONS, OPERATOR, Permission
from domain.services.access import CreateUser, UserOutcome, create_user, hash_password
from domain.store.migrate import migrate
from domain.store.store import Command, Store

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
PASSWORD = "correct horse battery"
WAIT_MS = 10_000
"""Long, for a machine that does much else: nothing waits for it that succeeds."""
expect.set_options(timeout=WAIT_MS)


class Site(NamedTuple):
    """Where the page is, and the books behind it."""

    address: str
    store: Store

    async def link(self) -> str:
        """A new link that signs the demo's administrator in."""
        return self.address + await sign_in_path(self.store, await demo_admin(self.store))


class Visitor(NamedTuple):
    """Someone with a browser of their own; ``problems`` is whatever the browser complained of."""

    page: Page
    context: BrowserContext
    site: Site
    problems: list[str]

    async def sign_in(self, email: str) -> None:
        """Waits for the form, and fills it in."""
        await self.page.get_by_role("heading", name="Sign in to Tieout").wait_for()
        await self.page.get_by_label("E-mail address").fill(email)
        await self.page.get_by_label("Password").fill(PASSWORD)
        await self.page.get_by_role("button", name="Sign in").click()

    async def follow_link(self) -> None:
        """Signs in as the demo's administrator, and waits for the list."""
        await self.page.goto(await self.site.link())
        await self.page.get_by_role("link", name="Maria Rivera").wait_for()


class _Server(uvicorn.Server):
    """A server that leaves Ctrl-C to the tests."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser's program; without one the tests are skipped, or fail where TIEOUT_TEST_REQUIRE_BROWSER=1."""
    found = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if found is not None:
        return found
    reason = "There is no Chromium here: apt-get install chromium"
    if os.environ.get("TIEOUT_TEST_REQUIRE_BROWSER") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def site(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Site]:
    """The demo, served; beside its administrator come Ann, who may do everything, and Bo, who may see accounts."""
    url = f"sqlite:///{tmp_path_factory.mktemp('browser') / 'demo.db'}"
    await migrate(url)
    store = await Store.open(url)
    try:
        await fill_demo(store)
        hashed = hash_password(PASSWORD)
        for name, permissions in (
            ("ann", sorted(ALL_PERMISSIONS)),
            ("bo", [Permission.VIEW_CLIENT_ACCOUNTS]),
            ("cy", []),
        ):
            wish = CreateUser(f"{name}@example.org", name.title(), hashed, permissions)
            await store.write(
                Command("createUser", OPERATOR), lambda block, wish=wish: create_user(block, wish), UserOutcome
            )
        app = create_app(read_settings(database_url=url), store)
        server = _Server(uvicorn.Config(app, log_level="warning", lifespan="off"))
        with socket.create_server(("127.0.0.1", 0)) as listening:
            serving = asyncio.create_task(server.serve(sockets=[listening]))
            yield Site(f"http://127.0.0.1:{listening.getsockname()[1]}", store)
            server.should_exit = True
            await serving
    finally:
        await store.close()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser(chromium: str) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=chromium)
        yield opened
        await opened.close()


@pytest_asyncio.fixture(loop_scope="session")
async def visitor(browser: Browser, site: Site) -> AsyncIterator[Visitor]:
    """Someone new; at the end the browser must not have complained of anything."""
    context = await browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-US")
    page = await context.new_page()
    page.set_default_timeout(WAIT_MS)
    problems: list[str] = []
    page.on("console", lambda said: problems.append(said.text) if said.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("requestfailed", lambda request: problems.append(f"{request.url}: {request.failure}"))
    page.on(
        "response", lambda answer: problems.append(f"{answer.url}: {answer.status}") if answer.status >= 400 else None
    )
    yield Visitor(page, context, site, problems)
    await context.close()
    assert problems == []


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All of these share one event loop: that of the browser and the server."""
    here = pathlib.Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)
