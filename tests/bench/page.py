"""What a billing page of 500 transactions costs: ``python -m tests.bench.page``.

Bytes as they come over the wire, headers and all, with nothing in the browser's cache; then the milliseconds from a
key in the filter to the finished layout, and from a click to a transaction's items.
"""

import asyncio
import statistics
import tempfile

from playwright.async_api import async_playwright

from tests.support.busy_account import BUSY, fill_busy_account
from tests.support.site import browser_program, served_demo, visiting
from tests.support.wire import bytes_on_the_wire

ROUNDS = 12
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
PAINT = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"


async def _main() -> None:
    with tempfile.TemporaryDirectory() as scratch:
        async with served_demo(f"sqlite:///{scratch}/demo.db") as site, async_playwright() as playwright:
            await fill_busy_account(site.store)
            browser = await playwright.chromium.launch(executable_path=browser_program())
            async with visiting(browser, site) as visitor:
                await visitor.follow_link()
                files = await bytes_on_the_wire(visitor.page, f"{site.address}/accounts/{BUSY}")
                total = sum(files.values())
                for name, size in sorted(files.items(), key=lambda each: -each[1]):
                    print(f"{size:7,d}  {name}")
                print(
                    f"{total:7,d} bytes in {len(files)} answers, {await visitor.page.locator('details').count()} rows"
                )
                print(f"first paint after {await visitor.page.evaluate(PAINT):.0f} ms")
                keys = [
                    await visitor.page.evaluate(KEY, text)
                    for _ in range(ROUNDS)
                    for text in ("s", "sw", "swim", "swi", "s", "")
                ]
                print(f"a key: median {statistics.median(keys):.0f} ms, worst {max(keys):.0f} ms")
                opened = [await visitor.page.evaluate(OPEN, index) for index in range(ROUNDS)]
                print(f"opening: median {statistics.median(opened):.0f} ms, worst {max(opened):.0f} ms")
                print(visitor.problems or "nothing to complain of")
            await browser.close()


if __name__ == "__main__":
    asyncio.run(_main())
