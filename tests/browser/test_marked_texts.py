"""No screen and no dialog shows words of the code: with each text of the files marked, only data stands without a mark."""

import pytest
from playwright.async_api import Browser

from tests.support.demo_bank import fill_demo_with_bank
from tests.support.marked_texts import with_marked_texts
from tests.support.site import served_demo, visiting
from tests.support.sources import ROOT
from tests.tools.dialogs import DIALOGS, SIGN_IN, closed, opened

SCREENS = (
    *("/today", "/match", "/reports", "/reports/aging", "/activity"),
    *("/access?show=tokens", "/jobs", "/integrity", "/journal"),
)
"""Those of many kinds of texts; other screens stand below dialogs."""


async def test_every_dialog_can_be_opened_by_itself() -> None:
    files = {path.stem for path in (ROOT / "web/js/dialogs").glob("*.js")}
    assert files - {each.file for each in DIALOGS.values()} == {SIGN_IN}


async def test_every_text_of_screens_and_dialogs_comes_from_its_file(
    browser: Browser, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: dict[str, list[str]] = {}
    async with served_demo(sqlite_url, fill_demo_with_bank) as site, visiting(browser, site, locale="fr-CA") as visitor:
        page = visitor.page
        async with with_marked_texts(page, monkeypatch) as marked:
            await visitor.be_signed_in()
            await visitor.go("/today")
            await marked.dates()
            for path in SCREENS:
                await visitor.follow(path)
                await page.locator("main[id] :is(h1, .lead)").first.wait_for()
                await visitor.settled()
                found[path] = await marked.unmarked()
            await page.evaluate("document.querySelector('main h1').append('Planted words')")
            assert await marked.unmarked() == ["Planted words"]
            at = ""
            for name, dialog in DIALOGS.items():
                if dialog.path != at:
                    await visitor.follow(at := dialog.path)
                    await page.locator("main[id] :is(h1, .lead)").first.wait_for()
                await opened(page, dialog)
                await visitor.settled()
                found[name] = await marked.unmarked()
                await closed(page)
        assert visitor.problems == []
    assert {place: texts for place, texts in found.items() if texts} == {}
