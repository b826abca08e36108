"""Every screen of the page as a picture, at three widths, light and dark: ``python -m tests.bench.screenshots DIR``.

With names behind it, only those screens. A new screen adds itself to ``SCREENS``.
"""

import argparse
import asyncio
import pathlib
import tempfile
from collections.abc import Awaitable, Callable

from playwright.async_api import Page, async_playwright

from tests.support.site import browser_program, served_demo, visiting

WIDTHS = (1280, 768, 360)
SCHEMES = ("light", "dark")


async def _opened(page: Page) -> None:
    await page.locator("details.transaction summary").first.click()
    await page.locator("details.transaction .items").first.wait_for()


async def _paying(page: Page) -> None:
    await page.keyboard.press("m")
    await page.get_by_label("Amount", exact=True).fill("20")
    await page.locator(".marks").wait_for()


async def _operations(page: Page) -> None:
    await page.get_by_role("button", name="Operations").click()
    await page.locator(".menu-list:popover-open button").first.wait_for()


async def _marking(page: Page) -> None:
    await _paying(page)
    await page.get_by_role("button", name="Mark oldest first").click()


def _operation(name: str) -> Callable[[Page], Awaitable[None]]:
    """Opens one of the operations of an account."""

    async def prepare(page: Page) -> None:
        await _operations(page)
        await page.locator(".menu-list:popover-open").get_by_role("button", name=name, exact=True).click()
        await page.get_by_role("dialog").wait_for()

    return prepare


async def _keys(page: Page) -> None:
    await page.keyboard.press("?")


SCREENS: dict[str, tuple[str, Callable[[Page], Awaitable[None]] | None]] = {
    "accounts": ("/accounts", None),
    "accounts-none": ("/accounts?search=nobody", None),
    "billing": ("/accounts/1001", _opened),
    "make-payment": ("/accounts/1001", _paying),
    "marks": ("/accounts/1001", _marking),
    "operations": ("/accounts/1001", _operations),
    "invoice": ("/accounts/1001", _operation("Invoice")),
    "purchase": ("/accounts/1001", _operation("Purchase with payment or installments")),
    "credit": ("/accounts/1001", _operation("Credit")),
    "refund": ("/accounts/1006", _operation("Refund")),
    "cancel-items": ("/accounts/1001", _operation("Cancel items")),
    "plan-payments": ("/accounts/1001", _operation("Plan payments")),
    "subscriptions": ("/accounts/1012", _operation("Subscriptions")),
    "reconcile-account": ("/accounts/1006", _operation("Reconcile account")),
    "keys": ("/accounts/1001", _keys),
    "not-found": ("/accounts/4711", None),
}
"""By name: the address, and what is done there before the picture is taken."""


async def _main(folder: pathlib.Path, wanted: set[str]) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        async with served_demo(f"sqlite:///{scratch}/demo.db") as site, async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=browser_program())
            for width in WIDTHS:
                for scheme in SCHEMES:
                    async with visiting(browser, site, width, scheme) as visitor:
                        if not wanted or "sign-in" in wanted:
                            await visitor.go("/")
                            await visitor.page.get_by_role("button", name="Sign in").wait_for()
                            await visitor.page.screenshot(path=folder / f"sign-in-{width}-{scheme}.png")
                        await visitor.follow_link()
                        for name, (path, prepare) in SCREENS.items():
                            if wanted and name not in wanted:
                                continue
                            await visitor.go(path)
                            await visitor.page.locator("main[id] :is(h1, .lead)").first.wait_for()
                            if prepare is not None:
                                await prepare(visitor.page)
                            await visitor.page.wait_for_load_state("networkidle")
                            await visitor.page.screenshot(path=folder / f"{name}-{width}-{scheme}.png")
                        print(f"{width} {scheme}: {visitor.problems or 'nothing to complain of'}", flush=True)
            await browser.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("screens", nargs="*", help=f"sign-in, {', '.join(SCREENS)}")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    asyncio.run(_main(given.folder, set(given.screens)))
