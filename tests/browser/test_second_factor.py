"""Passkeys and authenticator apps in a real browser, whose authenticator is a virtual one."""

import re
from collections.abc import AsyncIterator

import pyotp
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from domain.permissions import Permission
from domain.services.access import CreateUser
from domain.services.credentials import hash_password
from tests.support.accessibility import found_wrong
from tests.support.centre import run
from tests.support.site import PASSWORD, Site, visiting

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


async def person(site: Site, name: str) -> str:
    """A new user of the demo; return their e-mail address."""
    email = f"{name}@example.org"
    command = CreateUser(email, name.title(), hash_password(PASSWORD), [Permission.VIEW_CLIENT_ACCOUNTS])
    await run(site.store, command)
    return email


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser, site: Site) -> AsyncIterator[Page]:
    """A browser at localhost, where passkeys work without https, with a device that makes them."""
    async with visiting(browser, site) as someone:
        devtools = await someone.page.context.new_cdp_session(someone.page)
        await devtools.send("WebAuthn.enable")
        await devtools.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
        await someone.page.goto(site.address.replace("127.0.0.1", "localhost"))
        someone.foresees(r"\b401\b")  # refused sign-ins are reported by the browser as failed requests
        yield someone.page
        assert someone.problems == []


async def give_password(page: Page, email: str) -> None:
    await page.get_by_label("Email address").fill(email)
    await page.get_by_label("Password").fill(PASSWORD)
    await page.get_by_role("button", name="Sign in", exact=True).click()


async def open_security(page: Page, name: str) -> None:
    await page.get_by_role("button", name=name, exact=True).click()
    await page.get_by_role("button", name="Sign-in security").click()
    await page.get_by_role("dialog").get_by_text("Authenticator app").first.wait_for()


async def sign_out(page: Page, name: str) -> None:
    await page.get_by_role("button", name=name, exact=True).click()
    await page.get_by_role("button", name="Sign out").click()
    await page.get_by_label("Email address").wait_for()


async def test_a_passkey_is_added_signs_in_alone_and_after_a_password_and_is_removed(page: Page, site: Site) -> None:
    email = await person(site, "pia")
    await give_password(page, email)
    await open_security(page, "Pia")
    dialog = page.get_by_role("dialog")
    assert await found_wrong(page) == []
    await dialog.get_by_role("button", name="Add passkey").click()
    await dialog.get_by_label("Name").fill("Laptop")
    await dialog.get_by_role("button", name="Add passkey").last.click()
    await expect(page.locator(".codes li")).to_have_count(10)
    assert await found_wrong(page) == []
    await page.get_by_role("button", name="Done").click()
    await expect(dialog.locator(".sessions")).to_contain_text("Laptop")
    await page.keyboard.press("Escape")
    await sign_out(page, "Pia")
    await page.get_by_role("button", name="Sign in with a passkey").click()
    await page.get_by_role("button", name="Pia", exact=True).wait_for()
    await sign_out(page, "Pia")
    await give_password(page, email)
    await page.get_by_label("Recovery code").wait_for()
    assert await found_wrong(page) == []
    await page.get_by_role("button", name="Use a passkey").click()
    await open_security(page, "Pia")
    await dialog.get_by_role("button", name="Remove passkey Laptop").click()
    await page.get_by_role("button", name="Remove", exact=True).click()
    await expect(dialog.locator(".sessions")).not_to_contain_text("Laptop")
    await page.keyboard.press("Escape")
    await sign_out(page, "Pia")
    await give_password(page, email)
    await page.get_by_role("button", name="Pia", exact=True).wait_for()


async def test_an_app_is_set_up_by_its_key_and_asked_for_after_the_password(page: Page, site: Site) -> None:
    email = await person(site, "tom")
    await give_password(page, email)
    await open_security(page, "Tom")
    dialog = page.get_by_role("dialog")
    await dialog.get_by_role("button", name="Set up authenticator app").click()
    secret = await page.locator(".token code").inner_text()
    await expect(page.get_by_role("img", name=re.compile("QR code"))).to_be_visible()
    assert await found_wrong(page) == []
    await page.get_by_label("Code", exact=True).fill("000000")
    await page.get_by_role("button", name="Set up", exact=True).click()
    await expect(page.locator(".field.wrong")).to_contain_text("This code is wrong.")
    code = pyotp.TOTP(secret).at(site.store.clock() // 1_000_000)
    await page.get_by_label("Code", exact=True).fill(code)
    await page.get_by_role("button", name="Set up", exact=True).click()
    await page.locator(".codes code").first.wait_for()
    codes = await page.locator(".codes code").all_inner_texts()
    await page.get_by_role("button", name="Done").click()
    await page.keyboard.press("Escape")
    await sign_out(page, "Tom")
    await give_password(page, email)
    await page.get_by_label("Code of your app").fill(code)  # it was used when the app was set up
    await page.get_by_role("button", name="Sign in", exact=True).click()
    await expect(page.get_by_role("alert")).to_contain_text("is not valid")
    await page.get_by_label("Code of your app").fill(codes[3])
    await page.get_by_role("button", name="Sign in", exact=True).click()
    await page.get_by_role("button", name="Tom", exact=True).wait_for()
