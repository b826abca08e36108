"""Going around for long keeps no more than a few screens do: what was left is let go of.

The long form, some ten minutes, is run under ``TIEOUT_TEST_PROFILE=long``.
"""

import re

from playwright.async_api import CDPSession, expect

from tests.support.profile import by_profile
from tests.support.site import Visitor

FIRST, MORE = 3, by_profile(suite=3, ci=3, long=600)
"""Rounds until all that is kept is there, and rounds after."""
ROOM = {"nodes": 0, "jsEventListeners": 0, "kilobytes": 2_000}
"""What may come besides: code that the browser compiles as it gets used, and its own bounded list of timings."""


async def kept(devtools: CDPSession) -> dict[str, int]:
    """What is alive once the garbage is collected: DOM nodes, listeners, and the kilobytes that scripts hold."""
    await devtools.send("HeapProfiler.collectGarbage")
    counted = await devtools.send("Memory.getDOMCounters")
    heap = await devtools.send("Runtime.getHeapUsage")
    return {"kilobytes": heap["usedSize"] // 1024, **{name: counted[name] for name in ("nodes", "jsEventListeners")}}


WATCHED = """() => {
    const add = document.addEventListener.bind(document);
    window.watching = 0;
    document.addEventListener = (type, ...how) => {
        if (type === "visibilitychange") window.watching += 1;
        add(type, ...how);
    };
}"""
RELOADED = (
    "async () => { const { reload } = await import('/web/js/router.js'); reload(); reload(); return window.watching; }"
)


async def round_of_work(visitor: Visitor) -> None:
    """From the accounts to one's billing, a dialog, a transaction, its reconciliations, and over the lists back."""
    page = visitor.page
    await visitor.navigate("Accounts")
    await page.get_by_role("link", name="Maria Rivera").click()
    await page.locator("details.transaction").first.wait_for()
    await page.keyboard.press("m")
    await page.get_by_role("dialog").get_by_label("Amount").fill("12")
    await page.get_by_role("dialog").get_by_role("button", name="Cancel").click()
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await page.locator("details.transaction summary").first.click()
    await page.get_by_role("link", name="Reconciliations", exact=True).first.click()
    await page.locator("li.reconciliation").first.wait_for()
    for noun in ("Unreconciled items", "Upcoming"):
        await visitor.navigate(noun)
        await page.locator("main table").first.wait_for()


async def test_going_around_for_long_keeps_no_more_than_at_first(newcomer: Visitor) -> None:
    page = newcomer.page
    await newcomer.follow_link()
    devtools = await newcomer.context.new_cdp_session(page)
    for _ in range(FIRST):
        await round_of_work(newcomer)
    before = await kept(devtools)
    for _ in range(MORE):
        await round_of_work(newcomer)
    after = await kept(devtools)
    print(f"after {FIRST} rounds {before}, after {MORE} more {after}")
    assert [name for name, room in ROOM.items() if after[name] > before[name] * 1.2 + room] == [], (before, after)


async def test_a_queue_that_is_read_again_watches_the_page_no_more_than_once(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.follow_link()
    await page.evaluate(WATCHED)
    await page.get_by_role("navigation", name="Pages").get_by_role("link", name=re.compile("^Match")).click()
    await page.locator(".match .entry").first.wait_for()
    assert await page.evaluate(RELOADED) == 1
