"""Level: the page. Hold an answer up, or lose it, as a bad connection does."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from typing import Literal, NamedTuple

from playwright.async_api import Page, Route

from tests.support.sent import sent
from tests.support.site import WAIT_MS

ADDRESS = "**/graphql"


class Sent(asyncio.Event):
    """Set once the page has asked; waiting for it raises ``TimeoutError`` as soon as nothing else would be waited for."""

    async def wait(self) -> Literal[True]:
        """Wait until it is set."""
        async with asyncio.timeout(WAIT_MS / 1_000):
            return await super().wait()


class HeldUp(NamedTuple):
    """A request whose answer waits: ``sent`` once the page has asked, ``answer`` lets it through."""

    sent: Sent
    answer: asyncio.Event


def _is_change(route: Route, mutation: str) -> bool:
    asked = sent(route.request)
    return f"mutation {mutation}(" in asked and '"dryRun":true' not in asked


@contextlib.asynccontextmanager
async def _held(page: Page, address: str, waits: Callable[[Route], bool]) -> AsyncIterator[HeldUp]:
    held = HeldUp(Sent(), asyncio.Event())

    async def hold(route: Route) -> None:
        if waits(route):
            held.sent.set()
            await held.answer.wait()
        await route.continue_()

    await page.route(address, hold)
    try:
        yield held
    finally:
        held.answer.set()
        await page.unroute(address, hold)


def held_up(page: Page, mutation: str) -> contextlib.AbstractAsyncContextManager[HeldUp]:
    """Each change by ``mutation``, such as MakePayment, is answered only once the test says so; dry runs at once."""
    return _held(page, ADDRESS, lambda route: _is_change(route, mutation))


def held_query(page: Page, query: str) -> contextlib.AbstractAsyncContextManager[HeldUp]:
    """Each ``query``, such as AccountDetails, is answered only once the test says so."""
    return _held(page, ADDRESS, lambda route: f"query {query}(" in sent(route.request))


def held_script(page: Page, script: str) -> contextlib.AbstractAsyncContextManager[HeldUp]:
    """A script of the page that is not loaded yet, such as dialogs/keys, arrives only once the test says so."""
    return _held(page, f"**/js/{script}.js", lambda _: True)


@contextlib.asynccontextmanager
async def lost(page: Page, mutation: str) -> AsyncIterator[asyncio.Semaphore]:
    """The server makes each change by ``mutation``, but its answer never arrives. What is yielded counts the lost ones."""
    losses = asyncio.Semaphore(0)

    async def lose(route: Route) -> None:
        if not _is_change(route, mutation):
            await route.continue_()
            return
        await route.fetch()
        await route.abort("connectionreset")
        losses.release()

    await page.route(ADDRESS, lose)
    yield losses
    await page.unroute(ADDRESS, lose)
