"""Who may come in: people and programs, what they may do, and nobody locked out unawares."""

import re

from playwright.async_api import Browser, Route, expect

from tests.support.accessibility import found_wrong
from tests.support.site import OUT_OF_REACH, PASSWORD, Site, Visitor, comes_to, visiting


async def at_access(visitor: Visitor, show: str = "") -> None:
    await visitor.be_signed_in()
    await visitor.go(f"/access{show}")


async def test_a_person_is_created_with_permissions_changed_and_disabled(
    visitor: Visitor, browser: Browser, site: Site
) -> None:
    page = visitor.page
    await at_access(visitor)
    await page.get_by_role("button", name="New user").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Name").fill("Ida Moreau")
    await dialog.get_by_label("Email address").fill("ann@example.org")
    await dialog.get_by_label("Password").fill(f" {PASSWORD} ")
    await dialog.get_by_label("View client accounts").check()
    await page.keyboard.press("Enter")
    await expect(dialog.locator(".field.wrong")).to_contain_text("Another user already signs in as ann@example.org.")
    await dialog.get_by_label("Email address").fill("ida@example.org")
    await page.keyboard.press("Enter")
    await expect(page.locator(".toast")).to_contain_text("Ida Moreau can sign in.")
    row = page.get_by_role("row", name=re.compile("ida@example.org"))
    await expect(row).to_contain_text("View client accounts")
    async with visiting(browser, site) as ida:
        await ida.go("/")
        await ida.sign_in("ida@example.org", f" {PASSWORD} ")
        await ida.page.get_by_role("link", name="Maria Rivera").wait_for()
        await row.get_by_role("button", name="Edit").click()
        await expect(dialog.get_by_label("View client accounts")).to_be_checked()
        await dialog.get_by_label("Client billing").check()
        await dialog.get_by_label("Disabled").check()
        await dialog.get_by_role("button", name="Save").click()
        await expect(row).to_contain_text("View client accounts, Client billing")
        await expect(row).to_contain_text("Disabled")
        await ida.page.reload()
        await expect(ida.page.get_by_role("heading", name="Sign in to Tieout")).to_be_visible()
        ida.foresees(r"\b401\b")
    await page.locator(".toast").get_by_role("button", name="Undo").last.click()
    await expect(row).to_contain_text("Staff")


async def test_a_person_is_renamed_and_undone(visitor: Visitor) -> None:
    page = visitor.page
    await at_access(visitor)
    row = page.get_by_role("row", name=re.compile("bo@example.org"))
    await row.get_by_role("button", name="Edit").click()
    name = page.get_by_role("dialog").get_by_label("Name")
    await expect(name).to_be_focused()
    await expect(name).to_have_value("Bo")
    await name.fill("command line")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("dialog").locator(".field.wrong")).to_contain_text("Choose another name.")
    await name.fill("Bo Lindqvist")
    await page.keyboard.press("Enter")
    await expect(row).to_contain_text("Bo Lindqvist")
    await expect(row.get_by_role("button", name="Edit")).to_be_focused()
    await page.locator(".toast").get_by_role("button", name="Undo").click()
    await expect(row).not_to_contain_text("Lindqvist")


async def test_a_client_signs_in_to_an_account(visitor: Visitor) -> None:
    page = visitor.page
    await at_access(visitor)
    await page.get_by_role("button", name="New client user").click()
    dialog = page.get_by_role("dialog")
    number = dialog.get_by_label("Account number")
    await number.fill("4711")
    await dialog.get_by_label("Name").fill("Maria Rivera")
    await dialog.get_by_label("Email address").fill("maria@example.org")
    await dialog.get_by_label("Password").fill(PASSWORD)
    await page.keyboard.press("Enter")
    await expect(dialog.locator(".field.wrong")).to_contain_text("Account 4711 not found.")

    async def gone(route: Route) -> None:
        await route.abort("connectionrefused")

    await page.route("**/graphql", gone)
    await number.fill("1001")
    await expect(dialog.get_by_role("alert")).to_contain_text("The server cannot be reached.")
    await page.unroute("**/graphql")
    visitor.foresees(OUT_OF_REACH)
    await dialog.get_by_role("button", name="Try again").click()
    await expect(dialog.locator(".hint").first).to_have_text("Maria Rivera")
    await dialog.get_by_role("button", name="Create user").click()
    row = page.get_by_role("row", name=re.compile("maria@example.org"))
    await expect(row).to_contain_text("View and pay their own account, 1001 Maria Rivera")
    await page.locator(".toast").get_by_role("button", name="Undo").click()
    await expect(row).to_have_count(0)


async def test_nobody_gives_away_their_own_way_in_unawares(visitor: Visitor) -> None:
    page = visitor.page
    await at_access(visitor)
    await page.get_by_role("row", name=re.compile(r"\(you\)")).get_by_role("button", name="Edit").click()
    dialog = page.get_by_role("dialog")
    manages = dialog.get_by_role("checkbox", name=re.compile("^Manage access"))
    await expect(dialog.get_by_label("Disabled")).to_have_count(0)
    await manages.uncheck()
    await expect(dialog.get_by_role("alert")).to_contain_text("I understand that I lose access to this page")
    await dialog.get_by_role("button", name="Save").click()
    await expect(dialog.get_by_role("alert")).to_contain_text("Confirm this, or keep Manage access.")
    await manages.check()
    await expect(dialog.get_by_role("alert")).to_have_count(0)
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("row", name=re.compile(r"\(you\)"))).to_contain_text("All")


async def test_a_role_is_created_from_a_template_given_changed_and_deleted(visitor: Visitor) -> None:
    page = visitor.page
    await at_access(visitor, "?show=roles")
    await page.get_by_role("button", name="New role").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Name").fill("Front desk")
    await dialog.get_by_label("Template").select_option("Auditor")
    await expect(dialog.get_by_label("View reports")).to_be_checked()
    await expect(dialog.get_by_label("Record transactions")).not_to_be_checked()
    await dialog.get_by_label("View reports").uncheck()
    await dialog.get_by_role("button", name="Create role").click()
    role = page.get_by_role("row", name=re.compile("Front desk"))
    await expect(role).to_contain_text("View client accounts, Client billing")
    await page.get_by_role("navigation", name="Access").get_by_role("link", name="Users").click()
    user = page.get_by_role("row", name=re.compile("bo@example.org"))
    await user.get_by_role("button", name="Edit").click()
    await dialog.get_by_label("Role").select_option("Front desk")
    await dialog.get_by_role("button", name="Save").click()
    await expect(user).to_contain_text("Front desk, and View client accounts")
    await page.get_by_role("navigation", name="Access").get_by_role("link", name="Roles").click()
    await expect(role.get_by_role("button", name="Delete")).to_have_attribute("aria-disabled", "true")
    await role.get_by_role("button", name="Edit").click()
    await expect(dialog).to_contain_text("This changes at once what 1 user may do.")
    await dialog.get_by_label("Client billing").uncheck()
    await dialog.get_by_role("button", name="Save").click()
    await expect(role).not_to_contain_text("Client billing")
    await page.locator(".toast").get_by_role("button", name="Undo").last.click()
    await expect(role).to_contain_text("Client billing")
    await page.get_by_role("navigation", name="Access").get_by_role("link", name="Users").click()
    await user.get_by_role("button", name="Edit").click()
    await dialog.get_by_label("Role").select_option("None")
    await dialog.get_by_role("button", name="Save").click()
    await expect(user).not_to_contain_text("Front desk")
    await page.get_by_role("navigation", name="Access").get_by_role("link", name="Roles").click()
    await role.get_by_role("button", name="Delete").click()
    await page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    await expect(role).to_have_count(0)


async def test_a_token_starts_from_a_template_with_the_fewest_permissions(visitor: Visitor) -> None:
    page = visitor.page
    await at_access(visitor, "?show=tokens")
    await page.get_by_role("button", name="New token").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Template").select_option("Web shop")
    await expect(dialog).to_contain_text("It cannot change reconciliations, and sees no report.")
    ticked = dialog.get_by_role("checkbox", checked=True)
    await expect(ticked).to_have_count(3)
    await page.keyboard.press("Escape")


async def test_a_token_is_shown_once_and_revoked(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await at_access(visitor, "?show=tokens")
    await page.get_by_role("button", name="New token").wait_for()
    await page.keyboard.press("n")
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Name").fill("Nightly export")
    await page.keyboard.press("Enter")
    await expect(dialog).to_contain_text("Choose at least one permission")
    await dialog.get_by_label("View client accounts").check()
    await dialog.get_by_label("Expires after").select_option("30")
    await dialog.get_by_role("button", name="Create token").click()
    secret = await page.locator(".token").inner_text()
    assert secret.startswith("tieout_")
    await expect(dialog.locator(".toast")).to_contain_text("Token Nightly export created.")  # above it, not behind
    for _ in range(3):  # a browser lets a second Esc through
        await page.keyboard.press("Escape")
    await dialog.get_by_role("button", name="Copy").click()
    await comes_to(page, "navigator.clipboard.readText()", secret)
    headers = {"Authorization": f"Bearer {secret}"}
    question = {"query": "{ viewer { name } }"}
    answer = await page.request.post(f"{visitor.site.address}/graphql", data=question, headers=headers)
    assert (await answer.json())["data"]["viewer"]["name"] == "token Nightly export"
    await dialog.get_by_role("button", name="Done").click()
    await page.reload()
    row = page.get_by_role("row", name=re.compile("Nightly export"))
    await expect(row).to_contain_text(secret[:13])
    await expect(page.locator("body")).not_to_contain_text(secret)
    await row.get_by_role("button", name="Revoke").click()
    await page.get_by_role("dialog").get_by_role("button", name="Revoke").click()
    await expect(row).to_contain_text("Revoked")
    await expect(row.get_by_role("button")).to_have_count(0)


async def test_a_token_is_rotated_and_its_former_secret_stopped(visitor: Visitor) -> None:
    page = visitor.page
    await at_access(visitor, "?show=tokens")
    await page.get_by_role("button", name="New token").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Name").fill("Till two")
    await dialog.get_by_label("Template").select_option("Reports")
    await dialog.get_by_role("button", name="Create token").click()
    first = await page.locator(".token").inner_text()
    await dialog.get_by_role("button", name="Done").click()
    row = page.get_by_role("row", name=re.compile("Till two"))
    await row.get_by_role("button", name="Rotate").click()
    await expect(dialog.get_by_label("Former secret")).to_have_value("24")
    await dialog.get_by_role("button", name="Rotate token").click()
    rotated = dialog.locator(".toast").filter(has_text="Token Till two has a new secret.")
    await expect(rotated).to_have_count(1)
    await expect(rotated.get_by_role("button", name="Undo")).to_have_count(0)
    second = await page.locator(".token").inner_text()
    assert second != first
    await dialog.get_by_role("button", name="Done").click()
    await expect(row).to_contain_text("former secret works until")

    async def statuses() -> list[int]:
        question, found = {"query": "{ viewer { name } }"}, []
        for secret in (first, second):
            headers = {"Authorization": f"Bearer {secret}"}
            answer = await page.request.post(f"{visitor.site.address}/graphql", data=question, headers=headers)
            found.append(answer.status)
        return found

    assert await statuses() == [200, 200]
    await row.get_by_role("button", name="Stop former").click()
    await page.get_by_role("dialog").get_by_role("button", name="Stop it").click()
    await expect(row).not_to_contain_text("former secret works")
    assert await statuses() == [401, 200]


async def test_one_sees_where_one_is_signed_in_and_signs_out_there(
    visitor: Visitor, browser: Browser, site: Site
) -> None:
    page = visitor.page
    await visitor.go("/")
    await visitor.sign_in("ann@example.org")
    await page.get_by_role("heading", level=1).first.wait_for()
    async with visiting(browser, site) as other:
        await other.go("/")
        await other.sign_in("ann@example.org")
        await other.page.get_by_role("heading", level=1).first.wait_for()
        await page.get_by_role("button", name="Ann", exact=True).click()
        await page.get_by_role("button", name="Where you are signed in").click()
        dialog = page.get_by_role("dialog")
        await expect(dialog.get_by_role("listitem").filter(has_text="(this one)")).to_have_count(1)
        await expect(dialog.get_by_role("listitem").first).to_contain_text("Chrome on Linux")
        assert await found_wrong(page) == []
        await dialog.get_by_role("button", name="Sign out all others").click()
        await expect(dialog.get_by_role("listitem")).to_have_count(1)
        await expect(dialog.get_by_role("button", name="Sign out all others")).to_have_attribute(
            "aria-disabled", "true"
        )
        await other.page.reload()
        await expect(other.page.get_by_role("heading", name="Sign in to Tieout")).to_be_visible()
        other.foresees(r"\b401\b")
        await page.keyboard.press("Escape")


async def test_an_access_manager_signs_somebody_out(visitor: Visitor, browser: Browser, site: Site) -> None:
    page = visitor.page
    await at_access(visitor)
    async with visiting(browser, site) as bo:
        await bo.go("/")
        await bo.sign_in("bo@example.org")
        await bo.page.get_by_role("heading", level=1).first.wait_for()
        await page.get_by_role("row", name=re.compile("bo@example.org")).get_by_role("button", name="Sessions").click()
        dialog = page.get_by_role("dialog")
        await dialog.get_by_role("listitem").first.wait_for()
        await dialog.get_by_role("button", name="Sign out everywhere").click()
        await expect(dialog).to_contain_text("Not signed in anywhere.")
        await bo.page.reload()
        await expect(bo.page.get_by_role("heading", name="Sign in to Tieout")).to_be_visible()
        bo.foresees(r"\b401\b")
        await page.keyboard.press("Escape")


async def test_a_list_that_cannot_be_loaded_says_so(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.follow_link()
    await page.route("**/graphql", lambda route: route.abort("connectionrefused"))
    await visitor.navigate("Access")
    await expect(page.locator("main [role=alert]")).to_contain_text("The server cannot be reached")
    await page.unroute("**/graphql")
    visitor.foresees(OUT_OF_REACH)
    await page.get_by_role("button", name="Try again").click()
    await expect(page.get_by_role("row", name=re.compile("ann@example.org"))).to_be_visible()
