"""Two people at the same books: what one records, the other sees or is offered, and nothing moves under the hand."""

import asyncio

from playwright.async_api import Browser, WebSocket, expect

from tests.support.accessibility import found_wrong
from tests.support.bank_screen import focused_somewhere
from tests.support.past_the_page import changes, graph
from tests.support.site import WAIT_MS, Site, Visitor, visiting

HIDE = """hidden => {
    Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
    document.dispatchEvent(new Event("visibilitychange"));
}"""
DAVID = '{ account(number: "1002") { id } }'


async def at_account(visitor: Visitor) -> list[WebSocket]:
    """Shows an account to the visitor, once its page follows what happens; returns the connections that it opens."""
    sockets: list[WebSocket] = []
    following = asyncio.Event()

    def heard(text: str | bytes) -> None:
        if "connection_ack" in str(text):
            following.set()

    def opened(socket: WebSocket) -> None:
        sockets.append(socket)
        socket.on("framereceived", heard)

    visitor.page.on("websocket", opened)
    await visitor.go("/accounts/1002")
    await visitor.page.locator("details.transaction").first.wait_for()
    await asyncio.wait_for(following.wait(), WAIT_MS / 1000)
    return sockets


async def test_what_another_records_is_announced_and_shown_when_one_asks(
    browser: Browser, site: Site, visitor: Visitor
) -> None:
    page = visitor.page
    await visitor.be_signed_in()
    await at_account(visitor)
    await page.locator("main summary").first.hover()
    async with visiting(browser, site) as other:
        await other.go("/accounts")
        await other.sign_in("ann@example.org")
        await other.page.get_by_role("link", name="Maria Rivera").wait_for()
        account = (await graph(other, DAVID))["account"]["id"]
        async with changes(other) as made:
            rows = await page.locator("details.transaction").count()
            await made.make("makePayment", "", accountId=account, amountCents=12_345, method="CASH")
            await expect(page.locator(".announcement")).to_contain_text("Changed by Ann.")
            assert await page.locator("details.transaction").count() == rows
            assert await found_wrong(page) == []
            await page.get_by_role("button", name="Show", exact=True).click()
            await expect(page.locator("details.transaction")).to_have_count(rows + 1)
            await expect(page.locator(".announcement")).to_be_empty()
            await focused_somewhere(page)
            await page.locator("main summary").first.hover()
        await expect(page.locator(".announcement")).to_contain_text("Changed by Ann.")
        await page.get_by_role("button", name="Dismiss").click()
        await expect(page.locator(".announcement")).to_be_empty()
        assert other.problems == []


async def test_an_untouched_screen_shows_it_at_once_and_nothing_typed_is_lost(
    browser: Browser, site: Site, visitor: Visitor
) -> None:
    page = visitor.page
    await visitor.be_signed_in()
    sockets = await at_account(visitor)
    rows = await page.locator("details.transaction").count()
    async with visiting(browser, site) as other:
        await other.go("/accounts")
        await other.sign_in("ann@example.org")
        await other.page.get_by_role("link", name="Maria Rivera").wait_for()
        account = (await graph(other, DAVID))["account"]["id"]
        async with changes(other) as made:
            paid = {"accountId": account, "amountCents": 12_345, "method": "CASH"}
            await page.mouse.move(0, 0)
            await made.make("makePayment", "", **paid)
            await expect(page.locator("details.transaction")).to_have_count(rows + 1)
            await expect(page.locator(".announcement")).to_be_empty()
            await page.get_by_role("button", name="Make payment").first.click()
            await page.get_by_role("dialog").get_by_label("Amount").fill("77.70")
            await made.make("makePayment", "", **paid)
            await expect(page.locator(".announcement")).to_contain_text("Changed by Ann.")
            await expect(page.get_by_role("dialog").get_by_label("Amount")).to_have_value("77.70")
            async with sockets[0].expect_event("close"):
                await page.evaluate(HIDE, arg=True)
            await made.make("makePayment", "", **paid)
            await page.evaluate(HIDE, arg=False)
            await expect(page.locator(".announcement")).to_contain_text("2 changes by Ann.")
            assert len(sockets) == 2
            await page.keyboard.press("Escape")
            await page.get_by_role("button", name="Discard").click()
            await page.get_by_role("button", name="Show", exact=True).click()
            await expect(page.locator("details.transaction")).to_have_count(rows + 3)
        assert other.problems == []
