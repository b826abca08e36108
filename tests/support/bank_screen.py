"""Level: the page. A bank account of the demo's centre with lines, at its screen, as its tests need it."""

import base64
import contextlib
import re
from collections.abc import AsyncIterator
from typing import Any, NamedTuple

from playwright.async_api import FilePayload, Locator, Page, expect

from tests.support.past_the_page import Changes, changes, graph
from tests.support.site import Visitor

HEADER = "booked_on,amount,payer_name,payer_account,text"
ROWS = (
    "2026-03-02,85.00,RIVERA MARIA,US64SVBKUS6S3300958879,Summer camp",
    "2026-03-03,-12.50,,,Account maintenance",
    "2026-03-04,60.00,Riverside School Board,,Two families",
    "2026-03-05,40.00,,,By hand",
    "2026-03-06,-33.00,,,Returned item",
)
OPEN = """query ($id: ID!) { node(id: $id) { ... on BankAccount { openLines lines { nodes { text status explainedCents
    ignoredReason parts { kind amountCents reason transaction { number kind account { number } } } } } } } }"""
SETTLED = """async () => {
    for (let frame = 0; frame < 4; frame++) await new Promise(requestAnimationFrame);
}"""
NOWHERE = "() => [null, document.body, document.documentElement].includes(document.activeElement)"


def table(*rows: str, header: str = HEADER) -> FilePayload:
    """A bank's file."""
    return {"name": "march.csv", "mimeType": "text/csv", "buffer": "\n".join([header, *rows]).encode()}


class Bank(NamedTuple):
    """A bank account with the lines of ``ROWS``, at its screen."""

    visitor: Visitor
    made: Changes
    id: str

    @property
    def page(self) -> Page:
        return self.visitor.page

    def line(self, text: str) -> Locator:
        """A line in the list."""
        return self.page.locator(".bank-line", has_text=text)

    async def stored(self, text: str) -> dict[str, Any]:
        """A line as the API has it."""
        found = await graph(self.visitor, OPEN, id=self.id)
        line: dict[str, Any] = next(each for each in found["node"]["lines"]["nodes"] if each["text"] == text)
        return line

    async def opened(self, text: str) -> Locator:
        """A line that is open, or was opened before."""
        line = self.line(text)
        await line.wait_for()
        if await line.get_attribute("open") is None:
            await line.locator("summary").click()
        return line

    async def way(self, text: str, way: str) -> Locator:
        """Open a line and choose a way to explain it; the dialog."""
        line = await self.opened(text)
        await line.get_by_role("button", name=re.compile(f"^{way} ")).first.click()
        dialog = self.page.get_by_role("dialog")
        await dialog.wait_for()
        return dialog


@contextlib.asynccontextmanager
async def at_bank(visitor: Visitor) -> AsyncIterator[Bank]:
    """The administrator at a new bank account with the lines of ``ROWS``; what a test changes is undone."""
    await visitor.be_signed_in()
    async with changes(visitor) as made:
        account = await made.make("createBankAccount", "bankAccount { id }", name="City Bank", currency="USD")
        opened = Bank(visitor, made, account["bankAccount"]["id"])
        content = base64.b64encode(table(*ROWS)["buffer"]).decode()
        await made.make("importBankStatement", "created", bankAccountId=opened.id, contentBase64=content)
        await visitor.go("/bank")
        await visitor.page.get_by_role("link", name="City Bank").click()
        await expect(visitor.page.locator(".bank-line")).to_have_count(len(ROWS))
        yield opened


async def focused_somewhere(page: Page) -> None:
    """Some element has the focus, once the page has drawn."""
    await page.evaluate(SETTLED)
    assert not await page.evaluate(NOWHERE)


async def toasted(page: Page, text: str) -> None:
    await expect(page.locator(".toast").last).to_contain_text(text)
    await focused_somewhere(page)


async def undone(page: Page) -> None:
    """Undo by the key, where nothing recorded is withdrawn."""
    await page.keyboard.press("u")
    await expect(page.locator(".toast").last).to_contain_text("Undone")
