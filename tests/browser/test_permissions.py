"""Who holds one permission alone: each page shows what it may, or says which permission is missing, and leads on."""

import pytest
from playwright.async_api import expect

from domain.permissions import Permission
from tests.support.site import ALONE, Visitor

VIEW, BILLING = Permission.VIEW_CLIENT_ACCOUNTS, Permission.CLIENT_BILLING
ACCESS, IMPORT = Permission.MANAGE_ACCESS, Permission.IMPORT_DATA
PLACES = {
    "/accounts": [VIEW],
    "/accounts/1001": [VIEW, BILLING],
    "/jobs": [VIEW, BILLING],
    "/ledger-codes": [],
    "/activity": [ACCESS],
    "/import": [IMPORT],
    "/access": [ACCESS],
    "/integrity": [ACCESS],
    "/closing": [Permission.VIEW_REPORTS],
    "/journal": [Permission.VIEW_REPORTS],
    "/statements": [VIEW, BILLING],
    "/webhooks": [ACCESS],
}
"""What each address needs to show all that it is for."""


@pytest.mark.parametrize("name", [*ALONE, "cy"])
async def test_each_page_shows_what_one_may_or_names_what_is_missing(visitor: Visitor, name: str) -> None:
    page = visitor.page
    held = [ALONE[name]] if name in ALONE else []
    await visitor.go("/")
    await visitor.sign_in(f"{name}@example.org")
    main = page.locator("main")
    await page.get_by_role("button", name=name.title(), exact=True).wait_for()
    await main.locator("h1").wait_for()
    may_begin = {VIEW, ACCESS, IMPORT} & set(held)
    await expect(main.get_by_text("You don't have access to this page.")).to_have_count(0 if may_begin else 1)
    for address, needs in PLACES.items():
        await visitor.follow(address)
        missing = [each for each in needs if each not in held]
        await expect(main.locator("h1")).to_be_visible()
        await expect(page.get_by_role("button", name=name.title(), exact=True)).to_be_visible()
        if missing:
            await expect(main).to_contain_text("You don't have access to")
        else:
            await expect(main.locator(".loading")).to_have_count(0)
            await expect(main).not_to_contain_text("You don't have access to this page")
        shown = await main.inner_text()
        assert [each for each in missing if each not in shown] == [], address
        assert not any(each in shown for each in held), address
    for dead in await page.locator("main button[aria-disabled]").all():
        assert "You need the permission" in (await dead.get_attribute("aria-label") or "")
