"""Every screen of the page as a picture, at three widths, light and dark: ``python -m tests.tools.screenshots DIR``.

With names behind it, only those screens (``screens.py``) or dialogs (``dialogs.py``, each as ``dialog-NAME``, or all as
``dialogs``, at two widths). With ``--language fr-CA`` in French, without the screens at which
something is done before, as that goes by English words. Fails where the browser complained of anything, or a screen
is wider than its window. README's own pictures are made anew by
``python -m tests.tools.screenshots --readme web/help/pictures``.
"""

import argparse
import asyncio
import itertools
import os
import pathlib
import sys
import tempfile
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import NamedTuple

from playwright.async_api import Browser, async_playwright

from api.demo import fill_demo
from domain.store.store import Store
from tests.support.demo_bank import fill_demo_with_bank
from tests.support.extremes import LONG_EMAIL, LONG_WORD, fill_extremes
from tests.support.open_lines import fill_open_lines
from tests.support.open_money import fill_open_money
from tests.support.site import Site, Visitor, browser_program, served_demo, visiting
from tests.tools.dialogs import DIALOGS, Dialog, closed, opened
from tests.tools.screens import BANK, EMPTY, FULL, QUEUE, SCREENS, Screens

SignIn = Callable[[Visitor], Awaitable[None]]
ENGLISH = "en-US"
WIDTHS = (1280, 768, 360)
DIALOG_WIDTHS = (1280, 360)
ALL_DIALOGS = "dialogs"
FITS = "() => [...document.querySelectorAll('dialog[open]')].every(each => each.scrollWidth <= each.clientWidth)"
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
    language: str

    async def take(self, screens: Screens, width: int, scheme: str, sign_in: SignIn) -> list[str]:
        """Take the screens at one width, and return what the browser complained of."""
        chosen = {name: each for name, each in screens.items() if not self.wanted or name in self.wanted}
        if self.language != ENGLISH:
            chosen = {name: each for name, each in chosen.items() if each[1] is None}
        touch = width in TOUCHED
        async with visiting(self.browser, self.site, width, scheme, touch=touch, locale=self.language) as visitor:
            page = visitor.page
            await visitor.go("/")
            await page.locator(".sign-in-page button").first.wait_for()
            if screens is SCREENS and (not self.wanted or "sign-in" in self.wanted):
                await page.screenshot(path=self.folder / f"sign-in-{width}-{scheme}.png")
            await (sign_in(visitor) if self.language == ENGLISH else visitor.be_signed_in())
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

    async def take_dialogs(self, dialogs: Mapping[str, Dialog], width: int) -> list[str]:
        """Take dialogs at one width, each over its screen, and return what the browser complained of."""
        touch = width in TOUCHED
        async with visiting(self.browser, self.site, width, touch=touch, locale=self.language) as visitor:
            page = visitor.page
            await visitor.be_signed_in()
            await visitor.go("/today")
            for name, dialog in dialogs.items():
                await visitor.follow(dialog.path)
                await page.locator("main[id] :is(h1, .lead)").first.wait_for()
                await opened(page, dialog)
                await visitor.settled()
                await page.screenshot(path=self.folder / f"{name}-{width}.png")
                if not await page.evaluate(FITS):
                    visitor.problems.append(f"{name} is wider than its window")
                await closed(page)
            return [f"{width}: {each}" for each in visitor.problems]


async def _long_named(visitor: Visitor) -> None:
    await visitor.sign_in(LONG_EMAIL, LONG_WORD)
    await visitor.page.locator("main[id] h1").wait_for()


async def _ann(visitor: Visitor) -> None:
    await visitor.sign_in("ann@example.org")
    await visitor.page.locator("main .first-steps").wait_for()


async def _waiting(visitor: Visitor) -> None:
    await visitor.sign_in("ann@example.org")
    await visitor.page.locator("#waits").wait_for()


async def _long_queue(store: Store) -> None:
    """500 entries of Match."""
    await fill_open_money(store, 100, 100, 50)
    await fill_open_lines(store, 100, 100, 49)


async def _nothing(_: Store) -> None:
    """Books that are new."""


BOOKS = (
    ("demo", SCREENS, fill_demo, Visitor.follow_link),
    ("bank", BANK, fill_demo_with_bank, Visitor.follow_link),
    ("full", FULL, fill_extremes, _long_named),
    ("queue", QUEUE, _long_queue, _waiting),
    ("empty", EMPTY, _nothing, _ann),
)


async def _dialogs(browser: Browser, scratch: str, folder: pathlib.Path, wanted: set[str], language: str) -> list[str]:
    """Take the wanted dialogs at both widths; return the problems."""
    named = {f"dialog-{name}": each for name, each in DIALOGS.items()}
    chosen = named if not wanted or ALL_DIALOGS in wanted else {name: named[name] for name in wanted & named.keys()}
    if not chosen:
        return []
    async with served_demo(f"sqlite:///{scratch}/dialogs.db", fill_demo_with_bank) as site:
        camera = Camera(browser, site, folder, wanted, language)
        problems = [each for width in DIALOG_WIDTHS for each in await camera.take_dialogs(chosen, width)]
    print("dialogs", flush=True)
    return problems


async def _main(folder: pathlib.Path, wanted: set[str], widths: Sequence[int], language: str) -> list[str]:
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
                        camera = Camera(browser, site, folder, wanted, language)
                        problems += await camera.take(screens, width, scheme, sign_in)
                    print(f"{name}: {width} {scheme}", flush=True)
            problems += await _dialogs(browser, scratch, folder, wanted, language)
            await browser.close()
    return problems


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument(
        "screens", nargs="*", help=f"sign-in, dialogs, {', '.join((*SCREENS, *BANK, *FULL, *QUEUE, *EMPTY))}"
    )
    parser.add_argument("--readme", action="store_true", help="only what README shows, at its width")
    parser.add_argument("--language", default=ENGLISH, help="the browser's language, such as fr-CA")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    chosen, widths = (IN_README, WIDTHS[:1]) if given.readme else (set(given.screens), WIDTHS)
    sys.exit("\n".join(asyncio.run(_main(given.folder, chosen, widths, given.language))) or None)
