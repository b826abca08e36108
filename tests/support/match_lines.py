"""Level: the page. The queue of Match with bank lines beside open money."""

import contextlib
import pathlib
import re
from collections.abc import AsyncIterator
from typing import Any

from playwright.async_api import Browser, Locator, Page, expect

from domain.store.store import Store
from tests.support.open_lines import fill_open_lines
from tests.support.open_money import fill_open_money
from tests.support.past_the_page import graph, interpreted
from tests.support.site import Visitor, served_demo, visiting

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
