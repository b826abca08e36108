"""Signing in, and who sees what of the one before."""

import re

import pytest
from playwright.async_api import expect

from tests.support.billed_account import WORKED_EXAMPLE, billed_account
from tests.support.site import HELP, OUT_OF_REACH, PASSWORD, Visitor

ROWS = "table tbody tr"
MONEY = re.compile(r"\$\d")
NOT_LOADED = "Failed to fetch dynamically imported module"
EVERYTHING = "**/*"


async def test_a_link_works_once(visitor: Visitor) -> None:
    link = await visitor.site.link()
    await visitor.page.goto(link)
    await visitor.page.get_by_role("heading", name="Today").wait_for()
    await visitor.context.clear_cookies()
    await visitor.page.goto(link)
    await expect(visitor.page.get_by_role("alert")).to_contain_text("was already used or has expired")
    await expect(visitor.page).to_have_title("Sign in · Tieout")


async def test_one_comes_to_where_one_was_going(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.go("/accounts?search=carter&sort=NUMBER")
    await visitor.sign_in("ann@example.org")
    await expect(page.locator(ROWS)).to_have_text([re.compile("Ben Carter")])
    await expect(page).to_have_url(re.compile(r"/accounts\?search=carter&sort=NUMBER$"))


async def test_reports_a_wrong_password(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.go("/")
    await page.get_by_label("Email address").fill("ann@example.org")
    await page.get_by_label("Password").fill("wrong")
    await page.get_by_role("button", name="Sign in", exact=True).click()
    await expect(page.get_by_role("alert")).to_contain_text("The e-mail address or the password is wrong.")
    visitor.foresees(r"\b401\b")


async def test_a_server_out_of_reach_is_reported_and_tried_again(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.go("/")
    await page.get_by_label("Email address").fill("ann@example.org")
    await page.get_by_label("Password").fill(PASSWORD)
    visitor.foresees(f"{OUT_OF_REACH}|{NOT_LOADED}")
    await page.route(EVERYTHING, lambda route: route.abort("connectionrefused"))
    submit = page.get_by_role("button", name="Sign in", exact=True)
    await submit.click()
    await expect(page.get_by_role("alert")).to_contain_text("The server cannot be reached.")
    await page.unroute(EVERYTHING)
    await submit.click()
    await expect(page.get_by_role("navigation").first).to_be_visible()


async def test_whoever_cannot_sign_in_again_at_once_is_asked_with_the_next_step(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.go("/accounts")
    await visitor.sign_in("ann@example.org")
    await page.get_by_role("link", name="Maria Rivera").wait_for()
    await visitor.context.clear_cookies()
    visitor.foresees(rf"{OUT_OF_REACH}|\b401\b|{NOT_LOADED}")
    await page.route(
        EVERYTHING,
        lambda route: route.abort("connectionrefused") if "sign-in" in route.request.url else route.continue_(),
    )
    await page.get_by_role("searchbox").fill("riv")
    await expect(page.get_by_role("alert")).to_be_visible()
    await page.unroute(EVERYTHING)
    await page.get_by_role("searchbox").fill("rivera")
    await visitor.sign_in("ann@example.org")
    await expect(page.get_by_role("link", name="Maria Rivera")).to_be_visible()


async def test_a_session_that_ends_takes_nothing_that_was_typed(visitor: Visitor) -> None:
    page = visitor.page
    await billed_account(visitor.site.store, "9694", "Owner 9694", WORKED_EXAMPLE)
    await visitor.go("/accounts/9694")
    await visitor.sign_in("ann@example.org")
    await page.get_by_role("button", name="Make payment").click()
    await page.get_by_label("Reference").fill("Check 4711")
    await visitor.context.clear_cookies()
    await page.get_by_label("Amount", exact=True).fill("12.50")
    await visitor.sign_in("ann@example.org")
    await expect(page.get_by_label("Reference")).to_have_value("Check 4711")
    await expect(page.locator(".preview")).to_contain_text("$157.50")


async def test_whoever_signs_in_next_sees_nothing_of_the_one_before(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.follow_link()
    await page.get_by_role("link", name="Maria Rivera").click()
    await page.locator("details.transaction").first.wait_for()
    await expect(page.locator("main")).to_contain_text(MONEY)
    await visitor.context.clear_cookies()
    await page.get_by_role("link", name="All accounts").click()
    await visitor.sign_in("bo@example.org")
    await expect(page.locator(ROWS).filter(has_text="Maria Rivera")).to_have_count(1)
    await expect(page.locator("body")).not_to_contain_text(MONEY)
    await expect(page.locator("main")).to_contain_text("Client billing (CLIENT_BILLING)")
    await expect(page.locator("main")).to_contain_text(f"Ask {HELP} for access.")
    await page.get_by_role("link", name="Maria Rivera").click()
    await page.get_by_role("heading", name="Maria Rivera").wait_for()
    await expect(page.locator("main")).to_contain_text("You don't have access to billing")
    await expect(page.locator("body")).not_to_contain_text(MONEY)


async def test_without_a_permission_the_page_says_which(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.go("/accounts/1001")
    await visitor.sign_in("cy@example.org")
    await expect(page.locator("main")).to_contain_text("You don't have access to this page")
    await expect(page.locator("main")).to_contain_text("VIEW_CLIENT_ACCOUNTS")
    links = page.get_by_role("navigation", name="Pages").get_by_role("link")
    await expect(links).to_have_count(0)
    await page.get_by_role("button", name="More").click()
    await expect(links).to_have_text(["Ledger codes", "API", "Help"])  # these are for everybody who signs in
    await expect(page.locator("body")).not_to_contain_text("Maria")


async def test_signing_out_leaves_an_empty_page(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.follow_link()
    await page.get_by_role("button", name="Demo administrator").click()
    await page.get_by_role("button", name="Sign out").click()
    await page.get_by_role("button", name="Sign in", exact=True).wait_for()
    await expect(page.locator("body")).not_to_contain_text("Maria")


@pytest.mark.parametrize("width", [320, 360, 1280])
async def test_the_form_fits_the_screen(visitor: Visitor, width: int) -> None:
    await visitor.page.set_viewport_size({"width": width, "height": 800})
    await visitor.go("/")
    await visitor.page.get_by_role("button", name="Sign in", exact=True).wait_for()
    assert await visitor.fits()
