"""Every screen of the page as a picture, at three widths, light and dark: ``python -m tests.bench.screenshots DIR``.

With names behind it, only those screens. A new screen adds itself to ``SCREENS``. README's own pictures are made anew by
``python -m tests.bench.screenshots --readme tests/pictures``.
"""

import argparse
import asyncio
import pathlib
import tempfile
from collections.abc import Awaitable, Callable, Sequence

from playwright.async_api import Page, async_playwright

from tests.support.site import browser_program, served_demo, visiting

WIDTHS = (1280, 768, 360)
SCHEMES = ("light", "dark")
IN_README = {"billing", "reconciliations", "payment-by-ledger-code"}


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


async def _processing(page: Page) -> None:
    await page.keyboard.press("p")
    await page.get_by_role("dialog").get_by_label("Due by").fill("2099-12-31")
    await page.locator(".preview .sum").wait_for()


async def _moving(page: Page) -> None:
    await page.locator("li.edge input").first.fill("60")
    await page.locator(".save-bar .status").wait_for()


async def _run(page: Page) -> None:
    await page.locator(".query-editor").wait_for()
    await page.keyboard.press("Control+Enter")
    await page.locator(".answer pre").wait_for()


async def _reconciling_all(page: Page) -> None:
    await page.get_by_role("button", name="Operations").click()
    await page.get_by_role("button", name="Reconcile all accounts").click()
    await page.locator(".preview[aria-busy=false]").wait_for()


async def _job(page: Page) -> None:
    await page.locator(".card :is(table, .notice)").wait_for()
    if await page.locator(".card .notice").count():
        await page.get_by_role("link", name="accounts", exact=True).last.click()
        await _reconciling_all(page)
        await page.get_by_role("button", name="Make").click()
    else:
        await page.get_by_role("link", name="Reconcile all accounts").first.click()
    await page.locator(".state.DONE").wait_for()


async def _event(page: Page) -> None:
    await page.locator("details.event summary").first.click()
    await page.locator(".difference").first.wait_for()


async def _changing_someone(page: Page) -> None:
    await page.get_by_role("row", name="bo@example.org").get_by_role("button", name="Change").click()


async def _new_token(page: Page) -> None:
    await page.keyboard.press("n")
    await page.get_by_label("What is it for?").fill("Nightly export")
    await page.get_by_label("View reports").check()
    await page.get_by_role("button", name="Create token").click()
    await page.locator(".token").wait_for()


async def _bad_rows(page: Page) -> None:
    await page.get_by_label("Or paste rows here").fill(
        "number,account_number,date,amount,kind,method,reference\n"
        "P-1,1001,2026-02-03,100.00,PAYMENT,CHECK,No. 4711\n"
        "P-2,9999,2026-02-30,1o0,PAYMENT,CHECK,\n"
    )
    await page.get_by_role("button", name="Check the file").click()
    await page.get_by_role("heading", name="Rows to mend").wait_for()


async def _changing_account(page: Page) -> None:
    await page.get_by_role("button", name="Operations").click()
    await page.get_by_role("button", name="Change account").click()
    await page.get_by_role("dialog").wait_for()


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
    "pay-balance": ("/accounts/1001", _operation("Pay the balance")),
    "cancel-items": ("/accounts/1001", _operation("Cancel items")),
    "plan-payments": ("/accounts/1001", _operation("Plan payments")),
    "subscriptions": ("/accounts/1012", _operation("Subscriptions")),
    "reconcile-account": ("/accounts/1006", _operation("Reconcile account")),
    "keys": ("/accounts/1001", _keys),
    "reconciliations": ("/transactions/PAY-1001-2/reconciliations", _moving),
    "reconciliations-faulty": ("/transactions/OLD-2207/reconciliations", None),
    "reconciliations-locked": ("/transactions/INV-1005-11/reconciliations", None),
    "explorer": ("/explorer", _run),
    "not-found": ("/accounts/4711", None),
    "upcoming": ("/upcoming", None),
    "process-planned-payments": ("/upcoming", _processing),
    "unreconciled": ("/unreconciled", None),
    "unreconciled-none": ("/unreconciled?search=nobody", None),
    "reports": ("/reports", None),
    "payment-by-item": ("/reports/payment-by-item", None),
    "payment-by-ledger-code": ("/reports/payment-by-ledger-code?period=last-12-months", None),
    "payment-breakdown": ("/reports/payment-breakdown", None),
    "sales-by-ledger-code": ("/reports/sales-by-ledger-code?period=last-12-months", None),
    "sales-by-item": ("/reports/sales-by-item?period=last-12-months&of=code:SWIM", None),
    "aging": ("/reports/aging", None),
    "aging-none": ("/reports/aging?asOf=2020-01-01T00:00:00.000Z", None),
    "reconcile-all": ("/accounts", _reconciling_all),
    "update-account": ("/accounts/1001", _changing_account),
    "jobs-none": ("/jobs", None),
    "job": ("/jobs", _job),
    "jobs": ("/jobs", None),
    "ledger-codes": ("/ledger-codes", None),
    "activity": ("/activity", _event),
    "access": ("/access", None),
    "change-user": ("/access", _changing_someone),
    "token": ("/access?show=tokens", _new_token),
    "tokens": ("/access?show=tokens", None),
    "import": ("/import", None),
    "import-bad": ("/import?kind=PAYMENTS", _bad_rows),
    "integrity": ("/integrity", None),
}
"""By name: the address, and what is done there before the picture is taken."""


async def _main(folder: pathlib.Path, wanted: set[str], widths: Sequence[int]) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        async with served_demo(f"sqlite:///{scratch}/demo.db") as site, async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=browser_program())
            for width in widths:
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
    parser.add_argument("--readme", action="store_true", help="only what README shows, at its width")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    asyncio.run(
        _main(given.folder, IN_README, WIDTHS[:1]) if given.readme else _main(given.folder, set(given.screens), WIDTHS)
    )
