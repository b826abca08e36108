"""The page in French: as the browser has it, or as somebody chooses; amounts are written and typed that way."""

import re

import pytest
from playwright.async_api import Browser, expect

from api.page_languages import LANGUAGES
from tests.browser.test_layout import FULLEST
from tests.support.page_texts import files, messages_of
from tests.support.site import Site, visiting

SCREENS = [path for path in FULLEST if "20" not in path and path != "/explorer"]
"""Those of the demo; the explorer shows the API's own names."""
MORE = ("/accounts/1001", "/transactions/PAY-1001-1/reconciliations", "/access?show=tokens", "/jobs", "/not-there")
IN_THE_BOOKS = {"Maria Rivera", "Leo Rivera", "Swimming lessons", "Swim lessons, level 3", "Accounts receivable"}
"""What the demo holds, its ledger's own names of accounts among it, and the page's texts name too."""
SHOWN = """english => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = new Set();
    while (walker.nextNode()) {
        const { parentElement, data } = walker.currentNode;
        if (parentElement.checkVisibility()) found.add(data.trim());
    }
    for (const name of ['title', 'aria-label', 'placeholder'])
        for (const each of document.querySelectorAll(`[${name}]`)) found.add(each.getAttribute(name));
    return english.filter(each => found.has(each));
}"""
"""Which of these texts are shown or spoken."""
WRITTEN = """async () => {
    const { dateText, momentText } = await import('/web/js/words.js');
    const { keyText } = await import('/web/js/keys.js');
    const moment = momentText('2026-01-01T12:00:00Z').slice(0, 14);
    return [dateText('2026-01-01'), dateText('2026-01-11'), moment, keyText('Shift+Enter'), keyText('+')];
}"""
PLACED = """async one => {
    const { msgView } = await import('/web/js/texts.js');
    return msgView('shell-and', { one, other: ['a template'] }).flat();
}"""

WRITTEN_IN_FRENCH = ["1er janv. 2026", "11 janv. 2026", "1er janv. 2026", "Maj+Entrée", "+"]
"""Dates, an instant and keys, as French has them."""


@pytest.mark.parametrize("locale", ["fr-CA", "fr-FR"])
async def test_a_french_browser_gets_the_page_and_its_figures_in_french(
    browser: Browser, site: Site, locale: str
) -> None:
    async with visiting(browser, site, locale=locale) as visitor:
        page = visitor.page
        await visitor.go("/")
        await expect(page.get_by_role("heading", name="Se connecter à Tieout")).to_be_visible()
        await visitor.be_signed_in()
        await visitor.go("/today")
        await expect(page.get_by_role("heading", name="Aujourd\u2019hui")).to_be_visible()
        assert await page.locator("html").get_attribute("lang") == "fr-CA"
        await expect(page.locator("li .money").first).to_have_text(re.compile(r"^[\d\u00a0\u202f]+,\d\d\s\$(\s?US)?"))
        # a name may hold the sign that stands for a template
        assert await page.evaluate(PLACED, "Ann\ue0009\ue000") == ["Ann9 et ", "a template", ""]
        assert await page.evaluate(WRITTEN) == WRITTEN_IN_FRENCH
        async with page.expect_request("**/graphql") as asked:
            await page.reload()
        assert (await (await asked.value).all_headers())["accept-language"] == "fr-CA"
        assert visitor.problems == []


async def test_whoever_comes_with_a_browser_of_another_language_finds_the_way(browser: Browser, site: Site) -> None:
    async with visiting(browser, site, locale="fr-CA") as visitor:
        await visitor.go("/")
        await visitor.page.get_by_role("button", name="English").click()
        await expect(visitor.page.get_by_role("heading", name="Sign in to Tieout")).to_be_visible()
        assert visitor.problems == []


async def test_somebody_chooses_a_language_and_goes_back_to_the_browsers(browser: Browser, site: Site) -> None:
    async with visiting(browser, site) as visitor:
        page = visitor.page
        await visitor.be_signed_in()
        await visitor.go("/today")
        for menu, choice, save, title in (
            ("Language (Langue)", "Français", "Use this language", "Aujourd\u2019hui"),
            ("Langue (Language)", "Celle du navigateur", "Utiliser cette langue", "Today"),
        ):
            await page.locator("header .menu > button").last.click()
            await page.get_by_role("button", name=menu).click()
            await page.get_by_role("dialog").get_by_role("combobox").select_option(choice)
            await page.get_by_role("button", name=save).click()
            await expect(page.get_by_role("heading", name=title)).to_be_visible()
        assert visitor.problems == []


async def test_no_screen_has_an_english_text_or_one_that_is_too_wide(browser: Browser, site: Site) -> None:
    english, french = ({each.text for path in files(language) for each in messages_of(path)} for language in LANGUAGES)
    wrong: dict[str, list[str]] = {}
    async with visiting(browser, site, 360, locale="fr-CA") as visitor:
        await visitor.be_signed_in()
        await visitor.go("/today")
        for path in (*SCREENS, *MORE):
            await visitor.follow(path)
            await visitor.page.locator("main[id] :is(h1, .lead)").first.wait_for()
            await visitor.settled()
            wrong[path] = await visitor.page.evaluate(SHOWN, sorted(english - french - IN_THE_BOOKS))
            assert await visitor.fits(), path
        assert visitor.problems == []
    assert {path: texts for path, texts in wrong.items() if texts} == {}


async def test_a_french_browser_that_names_no_region_begins_accounts_in_canadian_dollars(
    browser: Browser, site: Site
) -> None:
    async with visiting(browser, site, locale="fr") as visitor:
        page = visitor.page
        await visitor.be_signed_in()
        await visitor.go("/today")
        await page.keyboard.press("Control+k")
        await page.keyboard.type("nouveau compte")
        await expect(page.get_by_role("dialog").locator("li button").first).to_contain_text("Nouveau compte")
        await page.keyboard.press("Enter")
        form = page.get_by_role("dialog", name="Nouveau compte")
        await expect(form.get_by_label("Devise")).to_have_value("CAD")
        assert visitor.problems == []
