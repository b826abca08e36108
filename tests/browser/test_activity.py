"""Who did what: in words, filtered, as a difference, and taken back."""

import re

from playwright.async_api import Page, expect

from tests.support.sent import sent
from tests.support.site import OUT_OF_REACH, Visitor


async def new_ledger_code(page: Page, code: str, title: str) -> None:
    await page.get_by_role("button", name="New ledger code").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Code").fill(code)
    await dialog.get_by_label("Title").fill(title)
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("row", name=re.compile(code))).to_contain_text(title)


async def test_describes_a_change_in_words_and_undoes_the_newest_first(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.be_signed_in()
    await visitor.go("/ledger-codes")
    await new_ledger_code(page, "YOGA", "Yoga")
    await page.get_by_role("row", name=re.compile("YOGA")).get_by_role("button", name="Rename").click()
    await page.get_by_role("dialog").get_by_label("Title").fill("Yoga and Pilates")
    await page.keyboard.press("Enter")
    await expect(page.locator(".toast").last).to_contain_text("renamed")
    await visitor.navigate("Activity")
    changed, made = (
        page.locator(".batch", has=page.get_by_role("heading", name=name)).filter(has_text="YOGA").first
        for name in ("Ledger code updated", "Ledger code created")
    )
    await expect(changed).to_contain_text("Demo administrator")
    await changed.locator("summary").click()
    await expect(changed.locator("tbody tr")).to_have_text([re.compile(r"Title\s*Yoga\s*Yoga and Pilates")])
    await made.get_by_role("button", name="Undo").click()
    dialog = page.get_by_role("dialog")
    await expect(dialog).to_contain_text("Ledger code created: YOGA")
    await expect(dialog.get_by_role("alert")).to_contain_text(
        "Later changes build on this batch: “Ledger code updated” by"
    )
    await expect(dialog.get_by_role("button", name="Undo", exact=True)).to_have_attribute("aria-disabled", "true")
    await dialog.get_by_role("link", name="Go to that change").click()
    await expect(page.locator(".batch")).to_have_count(1)
    await expect(page).to_have_url(re.compile(r"/activity\?batch="))
    for batch in (changed, made):
        if batch is made:
            await page.go_back()
        await batch.get_by_role("button", name="Undo").click()
        await expect(dialog).to_contain_text("This can be undone")
        await dialog.get_by_role("button", name="Undo", exact=True).click()
        await expect(batch).to_contain_text("Undone")


async def test_an_undo_that_is_refused_leads_to_what_stands_in_the_way(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.be_signed_in()
    await visitor.go("/ledger-codes")
    await new_ledger_code(page, "JUDO", "Judo")
    await page.get_by_role("row", name=re.compile("JUDO")).get_by_role("button", name="Rename").click()
    await page.get_by_role("dialog").get_by_label("Title").fill("Judo and Karate")
    await page.keyboard.press("Enter")
    toasts = page.locator(".toast")
    await expect(toasts.last).to_contain_text("renamed")
    await toasts.first.get_by_role("button", name="Undo").click()
    await expect(toasts.last).to_contain_text("Later changes build on this batch: “Ledger code updated” by")
    await toasts.last.get_by_role("link", name="Go to that change").click()
    await expect(page.locator(".batch")).to_contain_text("JUDO")
    await expect(page.locator(".batch").get_by_role("heading")).to_have_text("Ledger code updated")
    await page.keyboard.press("u")
    await expect(page.locator(".batch")).to_contain_text("Undone")
    await visitor.go("/activity?action=ledgerCode.created")
    made = page.locator(".batch").filter(has_text="JUDO")
    await made.get_by_role("button", name="Undo").click()
    await page.get_by_role("dialog").get_by_role("button", name="Undo", exact=True).click()
    await expect(made).to_contain_text("Undone")


async def test_the_log_is_filtered_by_account_person_and_action(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.be_signed_in()
    await visitor.go("/activity?account=1001")
    batches = page.locator(".batch")
    checkout = batches.filter(has_text="Checkout")
    await expect(checkout).to_contain_text("Invoice created: INV-1001-1, $170.00")
    await expect(checkout).to_contain_text(
        re.compile(r"Reconciliation created, \$75\.00 from PAY-1001-\d+ to INV-1001-1")
    )
    await checkout.locator("summary").filter(has_text="Invoice created").click()
    await expect(checkout.locator(".event-items li")).to_have_count(3)
    await expect(checkout.locator(".difference")).to_contain_text(re.compile(r"Amount\s*\$170\.00"))
    await expect(checkout.locator(".event-body")).to_contain_text("On account Maria Rivera 1001")
    await page.get_by_role("combobox", name=re.compile("^Action")).select_option("account.created")
    await expect(batches).to_have_text([re.compile("Account created.*Account created: 1001", re.DOTALL)])
    await expect(page).to_have_url(re.compile(r"/activity\?account=1001&action=account\.created$"))
    await page.locator(".choice select").first.select_option("operator")
    await expect(page.locator("main")).to_contain_text("No matching activity.")
    await page.go_back()
    await visitor.go("/activity?account=4711")
    await expect(page.locator("main")).to_contain_text("Account 4711 not found.")


async def test_one_batch_is_shown_as_a_whole_and_more_is_read_on_demand(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.be_signed_in()
    await visitor.go("/activity")
    events = page.locator("details.event")
    await expect(events).to_have_count(50)
    await page.get_by_role("button", name="Show earlier").click()
    await expect(events).to_have_count(100)
    size = page.get_by_role("combobox", name="Rows")
    async with page.expect_request(lambda request: "query Names(" in sent(request)):
        await size.select_option("200")  # the rows that come by that have their names too
    await expect(events).not_to_have_count(100)
    await size.select_option("50")
    await expect(events).to_have_count(50)
    await page.get_by_role("link", name="View all").first.click()
    await expect(page).to_have_url(re.compile("batch="))
    await expect(page.locator(".batch")).to_have_count(1)
    await page.get_by_role("link", name="Show all activity").click()
    await expect(events).to_have_count(50)


async def test_a_log_that_cannot_be_loaded_says_so(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.follow_link()
    await page.route("**/graphql", lambda route: route.abort("connectionrefused"))
    await visitor.navigate("Activity")
    await expect(page.locator("main [role=alert]")).to_contain_text("The server cannot be reached")
    await page.unroute("**/graphql")
    visitor.foresees(OUT_OF_REACH)
    await page.get_by_role("button", name="Try again").click()
    await expect(page.locator(".batch").first).to_be_visible()
