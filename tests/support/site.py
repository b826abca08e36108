"""The page in a real browser, on a real server with the demo's data, both within one event loop."""

import asyncio
import contextlib
import shutil
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import NamedTuple

import uvicorn
from playwright.async_api import Browser, BrowserContext, Page

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
ALONE = {
    "bo": Permission.VIEW_CLIENT_ACCOUNTS,
    "ivy": Permission.CLIENT_BILLING,
    "ed": Permission.MANAGE_RECONCILIATIONS,
    "fay": Permission.DELETE_RECONCILIATIONS,
    "gil": Permission.MANAGE_ACCESS,
    "hal": Permission.IMPORT_DATA,
}
"""Who holds one permission alone; the first four are the article's."""
PEOPLE = {
    "ann": sorted(ALL_PERMISSIONS),
    "cy": [],
    "di": [Permission.VIEW_CLIENT_ACCOUNTS, Permission.CLIENT_BILLING],
    **{name: [each] for name, each in ALONE.items()},
}
"""Beside the demo's administrator: Ann may do everything, Cy nothing at all, Di may look at billing."""
FOLLOW = """path => {
    const link = Object.assign(document.createElement('a'), { href: path });
    document.body.append(link);
    link.click();
    link.remove();
}"""
HELP = "the office, extension 12"


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

    async def go(self, path: str) -> None:
        """Loads a page by its address."""
        await self.page.goto(self.site.address + path)

    async def follow(self, path: str) -> None:
        """Follows a link within the page, which loads nothing anew."""
        await self.page.evaluate(FOLLOW, path)

    async def sign_in(self, email: str, password: str = PASSWORD) -> None:
        """Waits for the form, and fills it in."""
        await self.page.get_by_role("heading", name="Sign in to Tieout").wait_for()
        await self.page.get_by_label("E-mail address", exact=True).fill(email)
        await self.page.get_by_label("Password").fill(password)
        await self.page.get_by_role("button", name="Sign in").click()

    async def fits(self) -> bool:
        """Whether nothing is wider than the screen."""
        return await self.page.locator("html").evaluate("html => html.scrollWidth <= html.clientWidth")

    async def be_signed_in(self) -> None:
        """Signs in as the demo's administrator without loading a page: the next to be loaded is the first."""
        await self.context.request.get(await self.site.link())

    async def follow_link(self) -> None:
        """Signs in as the demo's administrator, and waits for the list."""
        await self.page.goto(await self.site.link())
        await self.page.get_by_role("link", name="Maria Rivera").wait_for()


class _Server(uvicorn.Server):
    """A server that leaves Ctrl-C to the tests."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def browser_program() -> str | None:
    """The browser's program, where there is one."""
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


@contextlib.asynccontextmanager
async def served_demo(url: str, fill: Callable[[Store], Awaitable[None]] = fill_demo) -> AsyncIterator[Site]:
    """The demo in a new database, or what ``fill`` makes, served, with ``PEOPLE`` who sign in by ``PASSWORD``."""
    await migrate(url)
    store = await Store.open(url)
    try:
        await fill(store)
        hashed = hash_password(PASSWORD)
        for name, permissions in PEOPLE.items():
            wish = CreateUser(f"{name}@example.org", name.title(), hashed, permissions)
            await store.write(
                Command("createUser", OPERATOR), lambda block, wish=wish: create_user(block, wish), UserOutcome
            )
        settings = read_settings(database_url=url).model_copy(update={"support_contact": HELP})
        server = _Server(
            uvicorn.Config(create_app(settings, store), log_level="warning", lifespan="on", server_header=False)
        )
        with socket.create_server(("127.0.0.1", 0)) as listening:
            listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # as `tieout serve` does it
            serving = asyncio.create_task(server.serve(sockets=[listening]))
            try:
                yield Site(f"http://127.0.0.1:{listening.getsockname()[1]}", store)
            finally:
                server.should_exit = True
                await serving
    finally:
        await store.close()


async def new_profile(browser: Browser, width: int = 1280, scheme: str = "light", zone: str = "UTC") -> BrowserContext:
    """A browser as somebody has it on a machine: with its cookies, its cache and its permissions."""
    return await browser.new_context(
        viewport={"width": width, "height": 900}, locale="en-US", color_scheme=scheme, timezone_id=zone
    )


@contextlib.asynccontextmanager
async def visiting(
    browser: Browser, site: Site, width: int = 1280, scheme: str = "light", zone: str = "UTC"
) -> AsyncIterator[Visitor]:
    """Someone new with a browser that is new, too."""
    profile = await new_profile(browser, width, scheme, zone)
    async with at_page(profile, site) as visitor:
        yield visitor
    await profile.close()


@contextlib.asynccontextmanager
async def at_page(context: BrowserContext, site: Site) -> AsyncIterator[Visitor]:
    """Someone whom the site doesn't know yet, in a tab of their own.

    Console errors and warnings, blocked content, failed requests and refusals are noted.
    """
    await context.clear_cookies()
    await context.clear_permissions()
    page = await context.new_page()
    page.set_default_timeout(WAIT_MS)
    problems: list[str] = []
    page.on("console", lambda said: problems.append(said.text) if said.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on(
        "requestfailed",
        lambda request: problems.append(f"{request.url}: {request.failure}") if not _left(request.failure) else None,
    )
    page.on(
        "response", lambda answer: problems.append(f"{answer.url}: {answer.status}") if answer.status >= 400 else None
    )
    yield Visitor(page, context, site, problems)
    await page.close()


def _left(failure: str | None) -> bool:
    """Whether the page itself ended the request: it does so when one leaves a screen that is still reading."""
    return failure == "net::ERR_ABORTED"
