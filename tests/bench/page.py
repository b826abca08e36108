"""What a billing page of 500 transactions costs: ``python -m tests.bench.page``.

Bytes as they come over the wire, headers and all, with nothing in the browser's cache; then the milliseconds from a
key in the filter to the finished layout, and from a click to a transaction's items; the same of an account with many more.
"""

import asyncio
import statistics
import tempfile

from playwright.async_api import async_playwright

from tests.support.busy_account import BUSY, fill_busy_account
from tests.support.site import Visitor, browser_program, served_demo, visiting
from tests.support.wire import bytes_on_the_wire

ROUNDS = 12
MANY, CROWDED = 10_000, "9501"
KEY = """async text => {
    const field = document.querySelector('main input[type=search]');
    const began = performance.now();
    field.value = text;
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    await null;
    document.body.offsetHeight;
    return performance.now() - began;
}"""
OPEN = """index => new Promise(done => {
    const row = document.querySelectorAll('main details.transaction')[index];
    const began = performance.now();
    new MutationObserver((_, watching) => row.querySelector('.items') && (watching.disconnect(),
        done(performance.now() - began))).observe(row, { childList: true, subtree: true });
    row.querySelector('summary').click();
})"""
SEARCH = """text => new Promise(done => {
    const field = document.querySelector('main input[type=search]');
    const began = performance.now();
    new MutationObserver((_, watching) => { watching.disconnect(); done(performance.now() - began); }).observe(
        document.querySelector('main .filters .soft'), { childList: true, characterData: true, subtree: true });
    field.value = text;
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
})"""
PAINT = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"


async def _main() -> None:
    with tempfile.TemporaryDirectory() as scratch:
        async with served_demo(f"sqlite:///{scratch}/demo.db") as site, async_playwright() as playwright:
            await fill_busy_account(site.store)
            await fill_busy_account(site.store, MANY, CROWDED)
            browser = await playwright.chromium.launch(executable_path=browser_program())
            async with visiting(browser, site) as visitor:
                await visitor.follow_link()
                await _cold(visitor, BUSY)
                await _used(visitor)
                print(f"\nof {MANY:,d} transactions, page by page")
                await visitor.go(f"/accounts/{CROWDED}")
                for _ in range(3):
                    await visitor.page.get_by_role("link", name="Earlier transactions").click()
                    await visitor.page.wait_for_load_state("networkidle")
                await _cold(visitor, CROWDED)
                await _used(visitor)
                print(
                    f"searched as a whole: {await visitor.page.evaluate(SEARCH, 'pottery'):.0f} ms from the key to the rows"
                )
                print(visitor.problems or "nothing to complain of")
            await browser.close()


async def _cold(visitor: Visitor, account: str) -> None:
    """What the billing page costs that is loaded for the first time."""
    files = await bytes_on_the_wire(visitor.page, f"{visitor.site.address}/accounts/{account}")
    for name, size in sorted(files.items(), key=lambda each: -each[1]) if account == BUSY else ():
        print(f"{size:7,d}  {name}")
    rows = await visitor.page.locator("details").count()
    print(f"{sum(files.values()):7,d} bytes in {len(files)} answers, {rows} rows")
    print(f"first paint after {await visitor.page.evaluate(PAINT):.0f} ms")


async def _used(visitor: Visitor) -> None:
    """How long it takes to filter and to open."""
    page = visitor.page
    keys = [await page.evaluate(KEY, text) for _ in range(ROUNDS) for text in ("s", "sw", "swim", "swi", "s", "")]
    await page.wait_for_load_state("networkidle")
    print(f"a key: median {statistics.median(keys):.0f} ms, worst {max(keys):.0f} ms")
    opened = []
    for index in range(ROUNDS):
        await page.locator("details.transaction > summary").nth(index).hover()  # nobody clicks where the pointer is not
        opened.append(await page.evaluate(OPEN, index))
    print(f"opening: median {statistics.median(opened):.0f} ms, worst {max(opened):.0f} ms")


if __name__ == "__main__":
    asyncio.run(_main())
