"""Every screen of the page as a picture, at three widths, light and dark: ``python -m tests.tools.screenshots DIR``.

With names behind it, only those screens. A new screen adds itself to ``SCREENS``; ``FULL`` are screens at their fullest, in
books of long names and large amounts, ``EMPTY`` in new books. Fails where the browser complained of anything, or a screen
is wider than its window. README's own pictures are made anew by
``python -m tests.tools.screenshots --readme tests/pictures``.
"""

import argparse
import asyncio
import itertools
import os
import pathlib
import sys
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from typing import NamedTuple

from playwright.async_api import Browser, FilePayload, Page, async_playwright

from api.demo import fill_demo
from domain.store.store import Store
from tests.support.demo_bank import BANK as BANK_NAME
from tests.support.demo_bank import fill_demo_with_bank
from tests.support.extremes import LONG_EMAIL, LONG_WORD, fill_extremes
from tests.support.site import FOLLOW, Site, Visitor, browser_program, served_demo, visiting

Screens = dict[str, tuple[str, Callable[[Page], Awaitable[None]] | None]]
SignIn = Callable[[Visitor], Awaitable[None]]
WIDTHS = (1280, 768, 360)
TOUCHED = {360}
SCHEMES = ("light", "dark")
INTER = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include>/etc/fonts/fonts.conf</include>
  <match target="pattern">
    <test name="family" qual="all" compare="not_eq"><string>monospace</string></test>
    <edit name="family" mode="prepend" binding="strong"><string>Inter</string></edit>
  </match>
</fontconfig>
"""
IN_README = {"match", "billing", "reconciliations", "payment-by-ledger-code"}


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
    await page.get_by_role("button", name="Select oldest first").click()


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
    await page.locator(".preview:not(:empty)").wait_for()


async def _moving(page: Page) -> None:
    await page.locator("li.reconciliation input").first.fill("60")
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
    await page.locator(".card .notice").get_by_role("link", name="Accounts").click()
    await _reconciling_all(page)
    await page.get_by_role("button", name="Create").click()
    await page.locator(".state.DONE").wait_for()


async def _matching(page: Page) -> None:
    await page.locator(".entry.look").first.click()
    await page.locator(".reason").wait_for()


async def _nothing_marked(page: Page) -> None:
    await page.locator(".entry").first.click()
    await page.get_by_role("button", name="Clear selection").click()
    await page.locator(".desk .actions .main").click()
    await page.get_by_role("alert").wait_for()


async def _event(page: Page) -> None:
    await page.locator("details.event summary").first.click()
    await page.locator(".difference").first.wait_for()


async def _changing_someone(page: Page) -> None:
    await page.get_by_role("row", name="bo@example.org").get_by_role("button", name="Edit").click()


async def _new_token(page: Page) -> None:
    await page.keyboard.press("n")
    await page.get_by_label("Name").fill("Nightly export")
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
    await page.get_by_role("heading", name="Rows to fix").wait_for()


async def _refused(page: Page) -> None:
    await _paying(page)
    await page.get_by_label("Amount", exact=True).fill("no amount")
    await page.keyboard.press("Enter")
    await page.locator(".field.wrong").wait_for()


async def _paid(page: Page) -> None:
    await _paying(page)
    await page.get_by_role("button", name="Select oldest first").click()
    await page.get_by_role("button", name="Record payment").click()
    await page.locator(".toast").wait_for()


async def _deleting(page: Page) -> None:
    await page.get_by_role("button", name="Delete").first.click()
    await page.get_by_role("dialog").wait_for()


async def _finding(page: Page) -> None:
    await page.get_by_role("button", name="Find").click()
    await page.get_by_role("dialog").get_by_label("Find").fill("rivera")
    await page.locator(".find-form li", has_text="Account").first.wait_for()


async def _menu(page: Page) -> None:
    await page.locator(".nav-button, .bar > .menu > .button").filter(visible=True).first.click()


def _gone(path: str) -> Callable[[Page], Awaitable[None]]:
    """Goes there when the server answers no more."""

    async def prepare(page: Page) -> None:
        await page.evaluate("() => { window.fetch = () => Promise.reject(new TypeError('Failed to fetch')); }")
        await page.evaluate(FOLLOW, path)
        await page.get_by_role("alert").first.wait_for()

    return prepare


async def _changing_account(page: Page) -> None:
    await page.get_by_role("button", name="Operations").click()
    await page.get_by_role("button", name="Edit account").click()
    await page.get_by_role("dialog").wait_for()


async def _bank_account(page: Page) -> None:
    await page.locator("main tbody a[data-row]").first.wait_for()
    ours = page.get_by_role("link", name=BANK_NAME)
    await (ours if await ours.count() else page.locator("main tbody a[data-row]").first).click()
    await page.locator(".bank-line, main .notice").first.wait_for()


def _in_bank(prepare: Callable[[Page], Awaitable[None]]) -> Callable[[Page], Awaitable[None]]:
    """Does something in the first bank account."""

    async def prepared(page: Page) -> None:
        await _bank_account(page)
        await prepare(page)

    return prepared


async def _all_lines(page: Page) -> None:
    await page.get_by_label("Show").select_option("all")
    await page.locator(".bank-line", has_text="Ignored").first.wait_for()


async def _all_lines_long(page: Page) -> None:
    await page.get_by_label("Show").select_option("partly_explained")
    await page.locator(".bank-line summary").first.click()
    await page.locator(".bank-line .parts").wait_for()


async def _explained_line(page: Page) -> None:
    await _all_lines(page)
    await page.locator(".bank-line", has=page.get_by_label("Explained", exact=True)).first.locator("summary").click()
    await page.locator(".bank-line .parts").wait_for()


def _bank_line(way: str = "", text: str = "Summer camp Leo") -> Callable[[Page], Awaitable[None]]:
    """Opens a line, and one of the ways to explain it."""

    async def prepare(page: Page) -> None:
        await page.locator(".bank-line", has_text=text).first.locator("summary").click()
        await page.locator(".bank-line-body").wait_for()
        if way:
            await page.locator(".ways").get_by_role("button", name=f"{way} ").click()
            await page.get_by_role("dialog").wait_for()

    return prepare


async def _recording(page: Page) -> None:
    await _bank_line("Record payment")(page)
    await page.get_by_label("Find the account").fill("1001")
    await page.locator(".marks").wait_for()
    await page.locator(".preview dl").wait_for()


async def _returned(page: Page) -> None:
    await _bank_line("Match", "Account maintenance")(page)
    await page.get_by_label("What it is").select_option("returned")
    await page.get_by_label("Reason of the bank").wait_for()


async def _importing(page: Page) -> None:
    await _choose_file(page, "booked_on,amount,payer_name,text\n2026-03-01,12.50,Ann,Lessons\n2026-03-02,-3.00,,Fee\n")
    await page.locator(".statement-found").wait_for()
    await page.locator("details.how summary").click()


async def _importing_wrong(page: Page) -> None:
    await _choose_file(page, "Tag,Betrag in EUR\n2026-03-01,12.50\n")
    await page.get_by_role("alert").wait_for()


async def _choose_file(page: Page, text: str) -> None:
    await page.get_by_role("button", name="Import a statement").click()
    file: FilePayload = {"name": "march.csv", "mimeType": "text/csv", "buffer": text.encode()}
    await page.locator("dialog input[type=file]").set_input_files(file)


async def _statements(page: Page) -> None:
    await page.get_by_role("link", name="Statements").click()
    await page.locator("main table").wait_for()


async def _no_lines(page: Page) -> None:
    await page.locator("main input[type=search]").fill("nobody")
    await page.locator("main .notice").wait_for()


async def _payer(page: Page) -> None:
    await page.locator("main table").wait_for()


async def _correcting(page: Page) -> None:
    await page.get_by_role("button", name="Correct ").first.click()
    await page.get_by_role("dialog").wait_for()


SCREENS: Screens = {
    "accounts": ("/accounts", None),
    "accounts-none": ("/accounts?search=nobody", None),
    "billing": ("/accounts/1001", _opened),
    "make-payment": ("/accounts/1001", _paying),
    "marks": ("/accounts/1001", _marking),
    "operations": ("/accounts/1001", _operations),
    "invoice": ("/accounts/1001", _operation("Invoice")),
    "purchase": ("/accounts/1001", _operation("Checkout")),
    "credit": ("/accounts/1001", _operation("Credit")),
    "refund": ("/accounts/1006", _operation("Refund")),
    "pay-balance": ("/accounts/1001", _operation("Pay balance")),
    "cancel-items": ("/accounts/1001", _operation("Cancel items")),
    "plan-payments": ("/accounts/1001", _operation("Plan payments")),
    "subscriptions": ("/accounts/1012", _operation("Subscriptions")),
    "reconcile-account": ("/accounts/1006", _operation("Reconcile account")),
    "keys": ("/accounts/1001", _keys),
    "reconciliations": ("/transactions/PAY-1001-1/reconciliations", _moving),
    "reconciliations-invalid": ("/transactions/OLD-2207/reconciliations", None),
    "reconciliations-locked": ("/transactions/INV-1005-6/reconciliations", None),
    "explorer": ("/explorer", _run),
    "not-found": ("/accounts/4711", None),
    "today": ("/today", None),
    "match": ("/match", _matching),
    "match-refused": ("/match", _nothing_marked),
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
    "menu": ("/accounts", _menu),
    "find": ("/accounts", _finding),
    "make-payment-refused": ("/accounts/1001", _refused),
    "payment-made": ("/accounts/1012", _paid),
    "delete-planned-payment": ("/upcoming", _deleting),
    "gone-accounts": ("/explorer", _gone("/accounts")),
    "gone-billing": ("/explorer", _gone("/accounts/1001")),
    "gone-report": ("/explorer", _gone("/reports/aging")),
    "gone-unreconciled": ("/explorer", _gone("/unreconciled")),
    "gone-match": ("/explorer", _gone("/match")),
}
"""By name: the address, and what is done there before the picture is taken."""


FULL: Screens = {
    "full-accounts": ("/accounts", None),
    "full-billing": ("/accounts/2001", _opened),
    "full-many": ("/accounts/9500", None),
    "full-make-payment": ("/accounts/2001", _marking),
    "full-invoice": ("/accounts/2001", _operation("Invoice")),
    "full-plan-payments": ("/accounts/2001", _operation("Plan payments")),
    "full-reconciliations": ("/transactions/PAY-2001-1/reconciliations", _moving),
    "full-bank": ("/bank", None),
    "full-bank-account": ("/bank", _in_bank(_all_lines_long)),
    "full-upcoming": ("/upcoming", None),
    "full-unreconciled": ("/unreconciled", None),
    "full-match": ("/match", None),
    "full-today": ("/today", None),
    "full-payment-by-item": ("/reports/payment-by-item", None),
    "full-payment-by-ledger-code": ("/reports/payment-by-ledger-code?period=last-12-months", None),
    "full-sales-by-ledger-code": ("/reports/sales-by-ledger-code?period=last-12-months", None),
    "full-payment-breakdown": ("/reports/payment-breakdown", None),
    "full-aging": ("/reports/aging", None),
    "full-ledger-codes": ("/ledger-codes", None),
    "full-activity": ("/activity", _event),
    "full-access": ("/access", None),
}
"""The same, in the books of ``tests/support/extremes.py``."""

BANK: Screens = {
    "bank": ("/bank", None),
    "bank-account": ("/bank", _bank_account),
    "bank-all": ("/bank", _in_bank(_all_lines)),
    "bank-line": ("/bank", _in_bank(_bank_line())),
    "bank-explained": ("/bank", _in_bank(_explained_line)),
    "bank-match": ("/bank", _in_bank(_bank_line("Match"))),
    "bank-record": ("/bank", _in_bank(_recording)),
    "bank-split": ("/bank", _in_bank(_bank_line("Several accounts"))),
    "bank-fee": ("/bank", _in_bank(_bank_line("Fee or other", "Account maintenance"))),
    "bank-ignore": ("/bank", _in_bank(_bank_line("Ignore"))),
    "bank-returned": ("/bank", _in_bank(_returned)),
    "bank-import": ("/bank", _in_bank(_importing)),
    "bank-import-wrong": ("/bank", _in_bank(_importing_wrong)),
    "bank-statements": ("/bank", _in_bank(_statements)),
    "bank-none": ("/bank", _in_bank(_no_lines)),
    "payers": ("/payers", _payer),
    "payer": ("/payers", _correcting),
    "gone-bank": ("/explorer", _gone("/bank")),
}
"""The bank's side of the demo (``tests/support/demo_bank.py``)."""

EMPTY: Screens = {
    f"empty-{name}": (f"/{path}", None)
    for name, path in {
        "today": "today",
        "match": "match",
        "accounts": "accounts",
        "upcoming": "upcoming",
        "unreconciled": "unreconciled",
        "payment-by-item": "reports/payment-by-item",
        "aging": "reports/aging",
        "ledger-codes": "ledger-codes",
        "bank": "bank",
        "payers": "payers",
        "activity": "activity",
        "integrity": "integrity",
    }.items()
}
"""The same, in new books."""


def _fonts(scratch: pathlib.Path) -> str:
    """A configuration in which the page's interface font is Inter (Debian's ``fonts-inter``), as people's desks have one."""
    configuration = scratch / "fonts.conf"
    configuration.write_text(INTER, encoding="utf-8")
    return str(configuration)


class Camera(NamedTuple):
    """Takes pictures of one site into a folder; ``wanted`` are the names of those to take, all if it is empty."""

    browser: Browser
    site: Site
    folder: pathlib.Path
    wanted: set[str]

    async def take(self, screens: Screens, width: int, scheme: str, sign_in: SignIn) -> list[str]:
        """Take the screens at one width, and return what the browser complained of."""
        chosen = {name: each for name, each in screens.items() if not self.wanted or name in self.wanted}
        async with visiting(self.browser, self.site, width, scheme, touch=width in TOUCHED) as visitor:
            page = visitor.page
            await visitor.go("/")
            await page.get_by_role("button", name="Sign in").wait_for()
            if screens is SCREENS and (not self.wanted or "sign-in" in self.wanted):
                await page.screenshot(path=self.folder / f"sign-in-{width}-{scheme}.png")
            await sign_in(visitor)
            for name, (path, prepare) in chosen.items():
                await visitor.go(path)
                await page.locator("main[id] :is(h1, .lead)").first.wait_for()
                if prepare is not None:
                    await prepare(page)
                await page.wait_for_load_state("networkidle")
                await page.locator(":root:not(:has(.loading))").wait_for()
                await page.screenshot(path=self.folder / f"{name}-{width}-{scheme}.png")
                if not await visitor.fits():
                    visitor.problems.append(f"{name} is wider than the screen")
            return [f"{width} {scheme}: {each}" for each in visitor.problems]


async def _long_named(visitor: Visitor) -> None:
    await visitor.sign_in(LONG_EMAIL, LONG_WORD)
    await visitor.page.locator("main[id] h1").wait_for()


async def _ann(visitor: Visitor) -> None:
    await visitor.sign_in("ann@example.org")
    await visitor.page.locator("main .first-steps").wait_for()


async def _nothing(_: Store) -> None:
    """Books that are new."""


BOOKS = (
    ("demo", SCREENS, fill_demo, Visitor.follow_link),
    ("bank", BANK, fill_demo_with_bank, Visitor.follow_link),
    ("full", FULL, fill_extremes, _long_named),
    ("empty", EMPTY, _nothing, _ann),
)


async def _main(folder: pathlib.Path, wanted: set[str], widths: Sequence[int]) -> list[str]:
    problems: list[str] = []
    with tempfile.TemporaryDirectory() as scratch:
        fonts: dict[str, str | float | bool] = {**os.environ, "FONTCONFIG_FILE": _fonts(pathlib.Path(scratch))}
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=browser_program(), env=fonts)
            for name, screens, fill, sign_in in BOOKS:
                if wanted and not wanted & {"sign-in", *screens}:
                    continue
                for width, scheme in itertools.product(widths, SCHEMES):
                    url = f"sqlite:///{scratch}/{name}-{width}-{scheme}.db"  # none shows what was done for another
                    async with served_demo(url, fill) as site:
                        camera = Camera(browser, site, folder, wanted)
                        problems += await camera.take(screens, width, scheme, sign_in)
                    print(f"{name}: {width} {scheme}", flush=True)
            await browser.close()
    return problems


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("screens", nargs="*", help=f"sign-in, {', '.join((*SCREENS, *BANK, *FULL, *EMPTY))}")
    parser.add_argument("--readme", action="store_true", help="only what README shows, at its width")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    chosen, widths = (IN_README, WIDTHS[:1]) if given.readme else (set(given.screens), WIDTHS)
    sys.exit("\n".join(asyncio.run(_main(given.folder, chosen, widths))) or None)
