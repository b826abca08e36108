"""Signing in by a sign-in provider in a real browser: the package oidc-provider-mock, which runs in a process of its own."""

import asyncio
import contextlib
import json
import pathlib
import socket
import sys
from collections.abc import AsyncIterator

import httpx
import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, Route, expect

from domain.permissions import Permission
from domain.services.access import CreateUser
from domain.services.credentials import hash_password, new_secret
from tests.support.accessibility import found_wrong
from tests.support.centre import run
from tests.support.site import PASSWORD, Visitor, served_new, visiting

PEOPLE = {
    "ann": {"email": "ann@example.org", "email_verified": True, "name": "Ann"},
    "eve": {"email": "ann@example.org", "email_verified": False, "name": "Eve"},
}


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def issuer(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    people = [f"--user-claims={json.dumps({'sub': sub, **claims})}" for sub, claims in PEOPLE.items()]
    command = [
        sys.executable,
        "-W",
        "ignore",
        "-m",
        "oidc_provider_mock",
        "--port",
        str(port),
        "--require-nonce",
        *people,
    ]
    log = tmp_path_factory.mktemp("provider") / "log"
    with log.open("wb") as written:
        process = await asyncio.create_subprocess_exec(*command, stdout=written, stderr=written)
    address = f"http://127.0.0.1:{port}"
    try:
        async with asyncio.timeout(60), httpx.AsyncClient(trust_env=False) as client:
            ready = False
            while not ready:
                assert process.returncode is None, log.read_text()
                await asyncio.sleep(0.05)
                with contextlib.suppress(httpx.TransportError):
                    ready = (await client.get(f"{address}/.well-known/openid-configuration")).status_code == 200
        yield address
    finally:
        process.kill()
        await process.wait()


@pytest_asyncio.fixture(loop_scope="session")
async def visitor(browser: Browser, tmp_path: pathlib.Path, issuer: str) -> AsyncIterator[Visitor]:
    url = f"sqlite:///{tmp_path}/books.db"
    given = {"oidc_issuer": issuer, "oidc_client_id": "tieout", "oidc_client_secret": "s", "oidc_name": "Rivera SSO"}
    async with served_new(url, new_secret(), **given) as site, visiting(browser, site) as visitor:
        held = [Permission.VIEW_CLIENT_ACCOUNTS, Permission.CLIENT_BILLING]
        await run(site.store, CreateUser("ann@example.org", "Ann", hash_password(PASSWORD), held))
        await visitor.context.route("https://cdn.jsdelivr.net/**", _no_style)
        yield visitor


async def _no_style(route: Route) -> None:
    """The provider's page is styled by a file from elsewhere, which no test fetches."""
    await route.fulfill(content_type="text/css", body="")


async def at_provider(page: Page, person: str) -> None:
    """Go to the provider, and say who one is."""
    await page.get_by_role("button", name="Sign in with Rivera SSO").click()
    await page.get_by_role("button", name=person, exact=True).click()


async def sign_out(page: Page) -> None:
    await page.get_by_role("button", name="Ann", exact=True).click()
    await page.get_by_role("button", name="Sign out").click()
    await page.get_by_label("Email address").wait_for()


async def test_the_provider_leads_back_to_the_screen_where_one_was_and_its_identity_can_be_removed_and_linked(
    visitor: Visitor,
) -> None:
    page = visitor.page
    await visitor.go("/accounts?search=rivera")
    await page.get_by_role("button", name="Sign in with Rivera SSO").wait_for()
    assert await found_wrong(page) == []
    await at_provider(page, "ann")
    await page.get_by_role("button", name="Ann", exact=True).wait_for()
    assert page.url == f"{visitor.site.address}/accounts?search=rivera"
    await page.get_by_role("button", name="Ann", exact=True).click()
    await page.get_by_role("button", name="Sign-in security").click()
    dialog = page.get_by_role("dialog")
    await expect(dialog.locator(".sessions")).to_contain_text("Signs in with Rivera SSO, linked")
    assert await found_wrong(page) == []
    await dialog.get_by_role("button", name="Remove identity ann@example.org").click()
    await page.get_by_role("button", name="Remove", exact=True).click()
    await expect(dialog.locator(".sessions")).not_to_contain_text("Rivera SSO")
    await dialog.get_by_role("button", name="Link Rivera SSO").click()
    await page.get_by_role("button", name="ann", exact=True).first.click()
    await expect(page.get_by_text("Identity linked.").last).to_be_visible()
    await sign_out(page)
    leave = page.get_by_role("link", name="Sign out of Rivera SSO too")
    await expect(leave).to_have_attribute("href", f"{await issuer_of(page)}/oauth2/end_session?client_id=tieout")
    assert visitor.problems == []


async def issuer_of(page: Page) -> str:
    """The provider's address, as its link has it."""
    link = await page.get_by_role("link", name="Sign out of Rivera SSO too").get_attribute("href")
    return str(link).partition("/oauth2")[0]


async def test_an_unverified_address_and_a_made_up_answer_let_nobody_in_and_lead_nowhere_else(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.go("/")
    await at_provider(page, "eve")
    await expect(page.get_by_role("alert")).to_contain_text("did not confirm who you are")
    await visitor.go("/oidc/callback?code=x&state=y&next=https://evil.example//evil.example")
    await expect(page.get_by_role("alert")).to_contain_text("was begun in another browser")
    assert page.url == f"{visitor.site.address}/"
    kept = """place => sessionStorage.setItem("tieout provider place", JSON.stringify({ place }))"""
    other = ("https://evil.example/", "//evil.example", r"\\evil.example", "javascript:alert(1)")
    for place in (*other, "/oidc/callback", "/session"):
        await page.evaluate(kept, place)
        await visitor.go("/oidc/callback?code=x&state=y")
        await expect(page.get_by_role("alert")).to_contain_text("was begun in another browser")
        assert page.url == f"{visitor.site.address}/", place


async def test_a_provider_that_is_away_is_reported_and_the_password_still_lets_in(
    browser: Browser, tmp_path: pathlib.Path
) -> None:
    given = {"oidc_issuer": "http://127.0.0.1:9", "oidc_client_id": "tieout", "oidc_name": "Rivera SSO"}
    url = f"sqlite:///{tmp_path}/away.db"
    async with served_new(url, new_secret(), **given) as site, visiting(browser, site) as visitor:
        await run(site.store, CreateUser("ann@example.org", "Ann", hash_password(PASSWORD), [Permission.VIEW_REPORTS]))
        await visitor.go("/")
        await visitor.page.get_by_role("button", name="Sign in with Rivera SSO").click()
        await expect(visitor.page.get_by_role("alert")).to_contain_text("Rivera SSO cannot be reached at present")
        await visitor.sign_in("ann@example.org")
        await visitor.page.get_by_role("button", name="Ann", exact=True).wait_for()
        assert [each for each in visitor.problems if "503" not in each] == []
