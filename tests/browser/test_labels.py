"""What other systems call records, and what they keep with them: shown and edited in a folded part (domain R48)."""

import re

from playwright.async_api import Locator, expect

from tests.browser.test_mending import opened, taken_back
from tests.browser.test_opening import choose
from tests.browser.test_operations import fill_item, row
from tests.support.accessibility import found_wrong
from tests.support.billed_account import at_account
from tests.support.site import Visitor


async def fill(dialog: Locator, external_id: str, metadata: str) -> None:
    """Opens the folded part and fills it."""
    part = dialog.locator(".labels").first
    await part.locator("summary").click()
    await part.get_by_label("External ID").fill(external_id)
    await part.get_by_label("Metadata").fill(metadata)


async def test_an_account_and_a_transaction_show_and_change_theirs(visitor: Visitor) -> None:
    page = await at_account(visitor, "9691", (("Swim lessons", 7_500),))
    heading = page.locator(".heading")
    await expect(heading).not_to_contain_text("External ID")
    await choose(page, "Edit account")
    dialog = page.get_by_role("dialog")
    await expect(dialog.get_by_label("External ID").first).to_be_hidden()
    await fill(dialog, "crm-9691", "season spring")
    await dialog.get_by_role("button", name="Save").click()
    await expect(dialog.locator(".wrong")).to_contain_text("Put a colon between key and text")
    assert await found_wrong(page) == []
    await dialog.get_by_label("Metadata").first.fill("season: spring\nby: the shop: north")
    await dialog.get_by_role("button", name="Save").click()
    await expect(heading).to_contain_text("External ID: crm-9691")
    await expect(heading).to_contain_text("by: the shop: north")

    dialog = await opened(page, "Swim lessons", "Edit")
    await fill(dialog, "order-77", "channel: web")
    await dialog.get_by_role("button", name="Save").click()
    await expect(row(page, "Swim lessons").locator(".reason")).to_contain_text("External ID: order-77")
    await expect(row(page, "Swim lessons").locator(".reason")).to_contain_text("channel: web")
    await taken_back(page, withdraws=False)
    await expect(row(page, "Swim lessons").locator(".reason")).not_to_contain_text("External ID")


async def test_members_money_and_items_get_theirs_and_are_found_by_them(visitor: Visitor) -> None:
    page = await at_account(visitor, "9692", (("Canoe", 4_100),))
    await choose(page, "Edit account")
    dialog = page.get_by_role("dialog")
    await dialog.get_by_text("Members in other systems").click()
    await dialog.get_by_label("Metadata of Owner 9692").fill("group blue")
    await dialog.get_by_role("button", name="Save").click()
    await expect(dialog.locator(".wrong")).to_contain_text("Put a colon between key and text: group blue")
    await dialog.get_by_label("External ID of Owner 9692").fill("child-9692")
    await dialog.get_by_label("Metadata of Owner 9692").fill("group: blue")
    await dialog.get_by_role("button", name="Save").click()
    await expect(page.locator(".heading")).to_contain_text("External ID: child-9692")
    await expect(page.locator(".heading")).to_contain_text("group: blue")

    await choose(page, "Deposit")
    await dialog.get_by_label("Amount").fill("12")
    await fill(dialog, "psp-9692", "")
    assert await found_wrong(page) == []
    await dialog.get_by_role("button", name="Record deposit").click()
    await dialog.get_by_role("button", name=re.compile("^Leave")).click()
    await expect(dialog).to_be_hidden()

    await choose(page, "Invoice")
    await fill_item(dialog, 1, "Paddle", "5", "SWIM")
    await dialog.get_by_text("Items in other systems").click()
    await dialog.get_by_label("External ID of item 1").fill("sku-9692")
    await page.keyboard.press("Enter")
    await row(page, "Paddle").locator("summary").click()
    await expect(row(page, "Paddle").locator(".items")).to_contain_text("External ID: sku-9692")
    for typed, shown in (("psp-9692", "$12.00"), ("sku-9692", "Paddle"), ("child-9692", "Member · Owner 9692 · 9692")):
        await page.keyboard.press("Control+k")
        await dialog.get_by_label("Find").fill(typed)
        await expect(dialog.locator("li").first).to_contain_text(f"external ID “{typed}”")
        await expect(dialog.locator("li").first).to_contain_text(shown)
        await page.keyboard.press("Escape")


async def test_an_id_that_another_code_has_is_refused_beside_its_field(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.be_signed_in()
    await visitor.go("/ledger-codes")
    for code in ("LBL1", "LBL2"):
        await page.get_by_role("button", name="New ledger code").click()
        dialog = page.get_by_role("dialog")
        await dialog.get_by_label("Code").fill(code)
        await dialog.get_by_label("Title").fill("Labels")
        await fill(dialog, "gl-4010", "")
        await dialog.get_by_role("button", name="Create ledger code").click()
        if code == "LBL1":
            await expect(dialog).to_be_hidden()
    await expect(dialog.locator(".wrong")).to_contain_text("has the external id 'gl-4010' already")
    await dialog.get_by_label("External ID").fill("")
    await expect(dialog.locator(".wrong")).to_have_count(0)
    await expect(dialog.get_by_label("External ID")).to_be_focused()  # what was corrected does not fold itself away
    await dialog.get_by_role("button", name="Create ledger code").click()
    await expect(dialog).to_be_hidden()
    await taken_back(page, withdraws=False)
