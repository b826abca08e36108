"""The first administrator: created in the browser by the link that ``tieout serve`` prints, then signed in."""

import pathlib

from playwright.async_api import Browser, expect

from api.auth.first_admin import PATH
from domain.services.credentials import new_secret
from tests.support.accessibility import found_wrong
from tests.support.site import PASSWORD, served_new, visiting


async def test_the_link_creates_who_signs_in_first_and_leads_to_the_first_steps(
    browser: Browser, tmp_path: pathlib.Path
) -> None:
    code = new_secret()
    async with served_new(f"sqlite:///{tmp_path}/new.db", code) as site, visiting(browser, site, 360) as visitor:
        page = visitor.page
        await visitor.go(f"{PATH}#{code}")
        await page.get_by_label("Your name").fill("Ann Whitfield")
        await page.get_by_label("Email address").fill("ann@example.org")
        await page.get_by_label("Password").fill(PASSWORD)
        assert await found_wrong(page) == []
        assert await visitor.fits()
        await page.get_by_role("button", name="Create and sign in").click()
        await expect(page.get_by_role("heading", name="Today")).to_be_visible()
        await expect(page.locator(".first-steps > li")).to_have_count(3)
        assert code not in page.url
        assert visitor.problems == []


async def test_a_link_that_no_longer_holds_says_so(browser: Browser, tmp_path: pathlib.Path) -> None:
    async with served_new(f"sqlite:///{tmp_path}/new.db", new_secret()) as site, visiting(browser, site) as visitor:
        page = visitor.page
        await visitor.go(f"{PATH}#{new_secret()}")
        for label, text in (("Your name", "Eve"), ("Email address", "eve@example.org"), ("Password", PASSWORD)):
            await page.get_by_label(label).fill(text)
        await page.get_by_role("button", name="Create and sign in").click()
        await expect(page.get_by_role("alert")).to_contain_text("no longer valid")
        assert [each for each in visitor.problems if "403" not in each] == []
        await page.get_by_role("link", name="Sign in instead").click()
        await expect(page.get_by_role("heading", name="Sign in to Tieout")).to_be_visible()
