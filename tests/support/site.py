"""Level: the page. Serve the demo's data to a real browser, both within one event loop."""

import asyncio
import contextlib
import re
import shutil
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import replace
from typing import NamedTuple

import uvicorn
from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response, ViewportSize
from starlette.applications import Starlette

from api.app import create_app
from api.auth.sign_in import sign_in_path
from api.demo import demo_admin, fill_demo
from api.settings import read_settings
from domain.permissions import ALL_PERMISSIONS, Permission
from domain.services.access import CreateUser
from domain.services.credentials import hash_password, hash_secret
from domain.store.migrate import migrate
from domain.store.store import Store
from tests.support.centre import run

PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The first is the same browser without windows, which takes a third less computing."""
PASSWORD = "correct horse battery"
GRACE_S = 5
"""How long the server waits at its end for answers that a browser may never take, as `tieout serve` does."""
WAIT_MS = 20_000
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
SIZE: ViewportSize = {"width": 1280, "height": 900}
FOLLOW = """path => {
    const link = Object.assign(document.createElement('a'), { href: path });
    document.body.append(link);
    link.click();
    link.remove();
}"""
TWO_FRAMES = """async () => {
    for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
}"""
HELP = "the office, extension 12"
OUT_OF_REACH = r"net::ERR_CONNECTION_(REFUSED|RESET)"
"""What the browser reports where a test keeps an answer from it; other refusals are found by their status, as 401."""
ONE_PROCESS = "--renderer-process-limit=1"
"""All tabs share a process: a new one for each page that is loaded takes a quarter of a test's computing."""


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
    pending: set[Request]
    """What was asked for and is not here yet."""
    foreseen: list[re.Pattern[str]]

    def foresees(self, pattern: str) -> None:
        """Problems in which this is found are none, whether the browser reports them now or has done so before."""
        self.foreseen.append(re.compile(pattern))
        self.problems[:] = [each for each in self.problems if not self.foreseen[-1].search(each)]

    async def go(self, path: str) -> None:
        """Loads a page by its address."""
        await self.page.goto(self.site.address + path)

    async def follow(self, path: str) -> None:
        """Follows a link within the page, which loads nothing anew."""
        await self.page.evaluate(FOLLOW, path)

    async def navigate(self, noun: str) -> None:
        """Goes to a screen by the navigation, where it may stand under More."""
        pages = self.page.get_by_role("navigation", name="Pages")
        link = pages.get_by_role("link", name=noun, exact=True)
        if not await link.is_visible():
            await pages.get_by_role("button", name="More").click()
        await link.click()

    async def sign_in(self, email: str, password: str = PASSWORD) -> None:
        """Waits for the form, and fills it in."""
        await self.page.get_by_role("heading", name="Sign in to Tieout").wait_for()
        await self.page.get_by_label("Email address", exact=True).fill(email)
        await self.page.get_by_label("Password").fill(password)
        await self.page.get_by_role("button", name="Sign in", exact=True).click()

    async def settled(self) -> None:
        """Waits until nothing is on its way, and nothing was asked for while two pictures were drawn."""
        async with asyncio.timeout(WAIT_MS / 1000):
            idle = False
            while not idle:
                before = bool(self.pending)
                await self.page.evaluate(TWO_FRAMES)
                idle = not before and not self.pending

    async def fits(self) -> bool:
        """Whether nothing is wider than the screen."""
        return await self.page.locator("html").evaluate("html => html.scrollWidth <= html.clientWidth")

    async def be_signed_in(self) -> None:
        """Signs in as the demo's administrator without loading a page: the next to be loaded is the first."""
        await self.context.request.get(await self.site.link(), max_redirects=0)

    async def follow_link(self) -> None:
        """Signs in as the demo's administrator, and waits for the list of accounts."""
        await self.be_signed_in()
        await self.go("/accounts")
        await self.page.get_by_role("link", name="Maria Rivera").wait_for()


class _Server(uvicorn.Server):
    """A server that leaves Ctrl-C to the tests."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


async def comes_to(page: Page, script: str, expected: object) -> None:
    """Wait until a script gives a value: what it reads may follow a moment after what it follows from."""
    found = await page.evaluate(script)
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(WAIT_MS / 1000):
            while found != expected:
                await page.evaluate(TWO_FRAMES)
                found = await page.evaluate(script)
    assert found == expected


def browser_program() -> str | None:
    """The browser's program, where there is one."""
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


@contextlib.asynccontextmanager
async def served_demo(url: str, fill: Callable[[Store], Awaitable[None]] = fill_demo) -> AsyncIterator[Site]:
    """The demo in a new database, or what ``fill`` makes, served, with ``PEOPLE`` who sign in by ``PASSWORD``."""
    await migrate(url)
    store = await Store.open(url, write_off_max={"USD": 500})
    try:
        await fill(store)
        hashed = hash_password(PASSWORD)
        for name, permissions in PEOPLE.items():
            command = CreateUser(f"{name}@example.org", name.title(), hashed, permissions)
            await run(store, command)
        settings = replace(read_settings(database_url=url), support_contact=HELP, metrics="open")
        async with serving(create_app(settings, store)) as address:
            yield Site(address, store)
    finally:
        await store.close()


@contextlib.asynccontextmanager
async def served_new(url: str, code: str, **given: object) -> AsyncIterator[Site]:
    """New books in which nobody can sign in yet, and the code of the link that creates the first administrator."""
    await migrate(url)
    store = await Store.open(url)
    try:
        app = create_app(read_settings(database_url=url, **given), store, first_admin=hash_secret(code))
        async with serving(app) as address:
            yield Site(address, store)
    finally:
        await store.close()


@contextlib.asynccontextmanager
async def serving(app: Starlette) -> AsyncIterator[str]:
    """Serve an application at an address of its own."""
    config = uvicorn.Config(
        app, log_level="warning", lifespan="on", server_header=False, timeout_graceful_shutdown=GRACE_S
    )
    server = _Server(config)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # as `tieout serve` does it
        serving = asyncio.create_task(server.serve(sockets=[listening]))
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            await serving


async def new_profile(
    browser: Browser,
    width: int = 1280,
    scheme: str = "light",
    zone: str = "UTC",
    *,
    touch: bool = False,
    locale: str = "en-US",
) -> BrowserContext:
    """A browser as somebody has it on a machine, or on a telephone: with its cookies, its cache and its permissions."""
    return await browser.new_context(
        viewport={**SIZE, "width": width}, locale=locale, color_scheme=scheme, timezone_id=zone, has_touch=touch
    )


@contextlib.asynccontextmanager
async def visiting(
    browser: Browser,
    site: Site,
    width: int = 1280,
    scheme: str = "light",
    zone: str = "UTC",
    *,
    touch: bool = False,
    locale: str = "en-US",
) -> AsyncIterator[Visitor]:
    """Someone new with a browser that is new, too."""
    profile = await new_profile(browser, width, scheme, zone, touch=touch, locale=locale)
    async with at_page(profile, site) as visitor:
        yield visitor
    await profile.close()


@contextlib.asynccontextmanager
async def at_page(context: BrowserContext, site: Site, tab: Page | None = None) -> AsyncIterator[Visitor]:
    """Someone whom the site doesn't know yet, in a tab of their own, or in ``tab``, which is cleaned up afterwards.

    Console errors and warnings, blocked content, failed requests and refusals are noted. A new tab costs as much
    computing as a whole test does, since the browser starts a process for it. Scripts added to a tab and a clock that is
    set cannot be taken back: they want a new tab, and a new profile.
    """
    await context.clear_cookies()
    await context.clear_permissions()
    page = tab or await context.new_page()
    page.set_default_timeout(WAIT_MS)
    visitor = Visitor(page, context, site, [], set(), [])
    listeners = _listeners(visitor)
    for event, listener in listeners.items():
        page.on(event, listener)  # type: ignore[call-overload]
    yield visitor
    for event, listener in listeners.items():
        page.remove_listener(event, listener)
    if tab:
        await _clean_up(tab)
    else:
        await page.close()


def _listeners(visitor: Visitor) -> dict[str, Callable[..., None]]:
    """What notes problems and what is on its way, by the page's event."""

    def note(problem: str) -> None:
        if not any(each.search(problem) for each in visitor.foreseen):
            visitor.problems.append(problem)

    def logged(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            note(message.text)

    def asked(request: Request) -> None:
        visitor.pending.add(request)

    def ended(request: Request) -> None:
        visitor.pending.discard(request)

    def failed(request: Request) -> None:
        ended(request)
        if not _left(request.failure):
            note(f"{request.url}: {request.failure}")

    def answered(answer: Response) -> None:
        if answer.status >= 400:
            note(f"{answer.url}: {answer.status}")

    return {
        "console": logged,
        "pageerror": lambda error: note(str(error)),
        "request": asked,
        "requestfinished": ended,
        "requestfailed": failed,
        "response": answered,
    }


async def _clean_up(tab: Page) -> None:
    """Leave nothing of a visitor in a tab: no routes, nothing stored, the size and looks that it came with."""
    await tab.unroute_all(behavior="ignoreErrors")
    if tab.url.startswith("http"):
        await tab.evaluate("() => (sessionStorage.clear(), localStorage.clear())")
    await tab.goto("about:blank")
    await tab.emulate_media(media="null", color_scheme="light")
    if tab.viewport_size != SIZE:
        await tab.set_viewport_size(SIZE)


def _left(failure: str | None) -> bool:
    """Whether the page itself ended the request: it does so when one leaves a screen that is still reading."""
    return failure == "net::ERR_ABORTED"
