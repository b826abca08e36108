"""The list of accounts, an account's own data, ledger codes, and books in which there is nothing yet."""

import pathlib
import re

from playwright.async_api import Browser, expect

from domain.store.store import Store
from tests.support.site import Visitor, served_demo, visiting


async def test_books_in_which_there_is_nothing_lead_to_the_first_account(
    browser: Browser, tmp_path: pathlib.Path
) -> None:
    async def nothing(_store: Store) -> None:
        """Fills nothing in."""

    async with served_demo(f"sqlite:///{tmp_path}/empty.db", nothing) as site, visiting(browser, site) as visitor:
        page = visitor.page
        await visitor.go("/accounts")
        await visitor.sign_in("ann@example.org")
        main = page.locator("main")
        await expect(main).to_contain_text("No accounts yet.")
        for address, message in (
            ("/unreconciled", "Nothing is recorded yet."),
            ("/jobs", "No jobs yet."),
            ("/ledger-codes", "No ledger codes yet."),
            ("/access?show=tokens", "No API tokens yet."),
            ("/activity?action=transaction.created", "No matching activity."),
            ("/integrity", "Everything ties out."),
        ):
            await visitor.go(address)
            await expect(main).to_contain_text(message)
        await visitor.go("/accounts")
        await main.get_by_role("link", name="import a CSV file").click()
        await expect(page.get_by_role("heading", name="Import")).to_be_visible()
        await page.go_back()
        await main.get_by_role("button", name="New account").last.click()
        await page.get_by_role("dialog").get_by_label("Owner").fill("First Rivera")
        await page.get_by_role("dialog").get_by_label("Number").fill("1")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("heading", name="First Rivera")).to_be_visible()
        await page.get_by_role("button", name="Operations").click()
        await page.get_by_role("button", name="Invoice", exact=True).click()
        invoice = page.get_by_role("dialog", name="Invoice")
        await expect(invoice).to_contain_text("Every item needs a ledger code, and there is none yet.")
        await invoice.get_by_role("button", name="Create a ledger code").click()
        code = page.get_by_role("dialog", name="New ledger code")
        await code.get_by_label("Code").fill("SWIM")
        await code.get_by_label("Title").fill("Swimming")
        await page.keyboard.press("Enter")
        await expect(invoice.get_by_label("Ledger code").locator("option")).to_contain_text(["Choose…", "SWIM"])
        await expect(invoice.get_by_role("button", name="Create a ledger code")).to_have_count(0)
        await visitor.go("/unreconciled")
        await expect(main).to_contain_text("Everything is reconciled.")
        assert visitor.problems == []


async def test_owner_and_members_change_and_come_back(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.follow_link()
    await page.get_by_role("link", name="Chen Wei").click()
    heading = page.locator(".heading")
    await expect(heading).to_contain_text("with Chen Wei")
    before = await heading.locator("p").inner_text()
    await page.get_by_role("button", name="Operations").click()
    await page.get_by_role("button", name="Edit account").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Owner").fill("")
    await page.keyboard.press("Enter")
    await expect(dialog.locator(".field.wrong")).to_contain_text("Enter the owner's name.")
    name = "Chen Wei-Lin" + "g" * 60
    await dialog.get_by_label("Owner").fill(name)
    await dialog.get_by_role("checkbox", name="Chen Wei").check()
    await dialog.get_by_label("Add members").fill("Lin, Ming")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name=name)).to_be_visible()
    await expect(heading.locator("p")).to_contain_text("Lin, Ming")
    await page.set_viewport_size({"width": 360, "height": 700})
    assert await visitor.fits()
    await page.locator(".toast").get_by_role("button", name="Undo").click()
    await expect(heading.locator("p")).to_have_text(re.compile(re.escape(before)))


async def test_ledger_codes_are_made_archived_and_used_again(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.follow_link()
    await page.get_by_role("button", name="Operations").click()
    await page.get_by_role("button", name="Ledger codes").click()
    row = page.get_by_role("row", name=re.compile("CHESS"))
    await page.get_by_role("button", name="New ledger code").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Code").fill("SWIM")
    await dialog.get_by_label("Title").fill("Chess club")
    await page.keyboard.press("Enter")
    await expect(dialog.locator(".field.wrong label")).to_have_text("Code")
    await dialog.get_by_label("Code").fill("CHESS")
    await page.keyboard.press("Enter")
    await row.get_by_role("button", name="Archive").click()
    await expect(row).to_have_count(0)
    await page.get_by_label("Show").select_option("all")
    await expect(row).to_contain_text("Archived")
    await row.get_by_role("button", name="Restore").click()
    await expect(row).to_contain_text("Active")
    for left in ("Archived", "Active"):
        await page.keyboard.press("u")
        await expect(row).to_contain_text(left)
    await page.keyboard.press("u")
    await expect(row).to_have_count(0)


async def test_an_account_is_found_by_an_amount_as_it_stands_on_a_statement(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.follow_link()
    rows = page.locator("table tbody tr")
    await page.get_by_role("searchbox").fill("170.00")
    await expect(rows.filter(has_text="Maria Rivera")).to_have_count(1)
    await expect(rows.filter(has_text="Nora Lindqvist")).to_have_count(0)
    await page.get_by_role("searchbox").fill("170.01")
    await expect(page.locator("main")).to_contain_text("No account matches")
