"""What the queue of 500 payments costs, and of 250 with 250 bank lines: ``python -m tests.bench.match``.

Bytes as they come over the wire with nothing in the browser's cache, of 200 payments and of 500; then the milliseconds from
Enter, and from j, to the finished layout of the next row with what is due beside it.
"""

import asyncio
import statistics
import tempfile

from playwright.async_api import async_playwright

from domain.store.store import Store
from tests.support.open_lines import fill_open_lines
from tests.support.open_money import fill_open_money
from tests.support.site import Visitor, browser_program, served_demo, visiting
from tests.support.wire import bytes_on_the_wire

ROUNDS = 40
PRESS = """async key => {
    const current = () => document.querySelector('.entry[aria-current]');
    const before = current();
    const began = performance.now();
    document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    for (let turn = 0; turn < 50 && current() === before; turn++) await null;
    document.body.offsetHeight;
    return [performance.now() - began, document.querySelector('.desk .marks') !== null];
}"""


async def _main() -> None:
    for sure, look, lines in ((150, 50, 0), (300, 200, 0), (150, 100, 250)):

        async def fill(store: Store, sure: int = sure, look: int = look, lines: int = lines) -> None:
            await fill_open_money(store, sure, look, 0)
            if lines:
                await fill_open_lines(store, lines // 2, lines // 2, 0)

        with tempfile.TemporaryDirectory() as scratch:
            async with served_demo(f"sqlite:///{scratch}/match.db", fill) as site, async_playwright() as playwright:
                browser = await playwright.chromium.launch(executable_path=browser_program())
                async with visiting(browser, site) as visitor:
                    await visitor.go("/match")
                    await visitor.sign_in("ann@example.org")
                    await visitor.page.locator(".desk .marks").wait_for()
                    files = await bytes_on_the_wire(visitor.page, f"{site.address}/match", ".desk .marks")
                    print(
                        f"{sure + look} payments, {lines} bank lines: {sum(files.values()):,d} bytes in {len(files)} answers"
                    )
                    for key in ("j", "Enter"):
                        await _pressed(visitor, key)
                    print(visitor.problems or "nothing to complain of")
                await browser.close()


async def _pressed(visitor: Visitor, key: str) -> None:
    """Print how long it takes until the next row is shown, once what stands beside it has been read ahead."""
    times, ahead = [], 0
    for _ in range(ROUNDS):
        await visitor.page.wait_for_load_state("networkidle")
        milliseconds, there = await visitor.page.evaluate(PRESS, key)
        times.append(milliseconds)
        ahead += there
    print(f"{key}: median {statistics.median(times):.1f} ms, worst {max(times):.1f} ms, {ahead} of {ROUNDS} read ahead")


if __name__ == "__main__":
    asyncio.run(_main())
