"""Match: each way to explain a bank line from the queue: on an account, by a fee, ignored, matched."""

import base64
import pathlib
import re

from playwright.async_api import Browser, expect

from tests.support.match_lines import FOCUS, accept, entries, entry, queue, shown, stored
from tests.support.open_lines import BANK, FEE
from tests.support.past_the_page import changes, graph


async def test_a_line_without_a_proposal_is_recorded_on_an_account_with_marks_and_a_live_remainder(
    browser: Browser, tmp_path: pathlib.Path
) -> None:
    async with queue(browser, tmp_path, (0, 0, 1), (0, 0, 1, 0)) as visitor:
        page = visitor.page
        await entry(page, "Transfer 1").click()
        await accept(page).click()
        await expect(page.get_by_role("alert")).to_have_text("Choose the account first, or one of the other ways.")
        await page.get_by_label("Find the account").fill("Q-1")
        await expect(page.locator(".marks-list")).to_contain_text("QI-1-1")
        await expect(page.locator(".pane.beside")).to_contain_text("Fatima El-Sayed")
        await accept(page).click()
        await expect(page.get_by_role("alert")).to_have_text(
            "Select what it pays first. To leave it unapplied, record the payment under More."
        )
        await page.locator(".marks-list input[type=checkbox]").first.check()
        await expect(page.locator(".left-over")).to_contain_text("$0.00")
        await page.locator(".exact input").first.fill("150")
        await expect(page.locator(".left-over")).to_contain_text("$50.31")
        await expect(page.locator(".after")).to_contain_text("QI-1-1 has $750.00 left to pay")
        await visitor.follow("/accounts")
        dialog = page.get_by_role("dialog", name="Discard what you entered?")
        await dialog.get_by_role("button", name="Keep editing").click()
        await page.locator(".exact input").first.press("Enter")
        await expect(page.locator(".toast")).to_contain_text("$200.31 of Mar 2, 2026 explained.")
        (part,) = (await stored(visitor, "Transfer 1"))["parts"]
        assert part["transaction"]["unreconciledCents"] == 5_031
        await expect(entry(page, part["transaction"]["number"])).to_contain_text("$50.31")
        await expect(entry(page, BANK)).to_have_count(1)
        await expect(page.locator(".taken")).to_be_empty()


async def test_another_account_than_the_proposed_one_is_chosen_by_key(browser: Browser, tmp_path: pathlib.Path) -> None:
    async with queue(browser, tmp_path, (0, 0, 1), (1, 0, 0, 0)) as visitor:
        page = visitor.page
        await entry(page, "Invoice LI-1").click()
        await expect(page.locator(".reason")).to_contain_text("Sure.")
        await page.keyboard.press("a")
        await expect(page.get_by_label("Find the account")).to_be_focused()
        await page.keyboard.type("Q-1")
        await expect(page.locator(".marks-list")).to_contain_text("QI-1-1")
        await expect(page.locator(".reason")).to_contain_text("Recorded on Fatima El-Sayed, as chosen by you.")
        await page.locator("h1").press("1")
        await expect(page.locator(".marks-list")).to_contain_text("LI-1")
        await expect(page.locator(".reason")).to_contain_text("Sure.")
        await expect(page.get_by_label("Find the account")).to_have_count(0)


async def test_the_account_beside_the_money_names_who_pays_for_it_by_bank(
    browser: Browser, tmp_path: pathlib.Path
) -> None:
    async with queue(browser, tmp_path, (0, 0, 1), (1, 0, 0, 0)) as visitor:
        page = visitor.page
        beside = page.locator(".pane.beside")
        await entry(page, "QP-1").click()
        await expect(beside.get_by_role("link", name="Reconciliations of QP-1")).to_be_visible()
        await expect(beside).not_to_contain_text("Pays by bank")
        await entry(page, "Invoice LI-1").click()
        await expect(page.locator(".reason")).to_contain_text("Sure.")
        await page.keyboard.press("a")
        await page.keyboard.type("Q-1")
        await expect(page.locator(".marks-list")).to_contain_text("QI-1-1")
        await page.locator(".marks-list").get_by_role("checkbox").first.check()
        await expect(page.locator(".after")).to_contain_text("balance then $659.32")
        await accept(page).click()
        await expect(page.locator(".toast")).to_contain_text("$200.31 of Mar 2, 2026 explained.")
        await entry(page, "QP-1").click()
        await expect(beside).to_contain_text("PAYER 1 LINES")
        await expect(page.locator(".after")).to_contain_text("$40.37 stays unapplied · balance stays $659.32")


async def test_the_account_beside_the_money_has_its_notes_and_what_happened_last(
    browser: Browser, tmp_path: pathlib.Path
) -> None:
    async with queue(browser, tmp_path, (1, 0, 0), (1, 0, 0, 0)) as visitor, changes(visitor) as made:
        page = visitor.page
        beside = page.get_by_role("complementary", name="Account")
        await entry(page, "Fatima").click()
        last = beside.locator(".statement li")
        await expect(last).to_contain_text(["QP-1", "QI-1-1"])
        await expect(last.locator(".money")).to_have_text(["\N{MINUS SIGN}$40.37", "$40.37"])
        await expect(beside.get_by_role("heading", name="Notes")).to_have_count(0)
        found = await graph(visitor, "{ unreconciledItems(filter: { side: CREDIT }) { nodes { transaction { id } } } }")
        (payment,) = found["unreconciledItems"]["nodes"]
        note = "Grandmother pays the pottery"
        await made.make("updateTransaction", "", transactionId=payment["transaction"]["id"], description=note)
        await page.reload()
        await entry(page, "Fatima").click()
        await expect(beside.get_by_role("listitem").filter(has_text=note)).to_have_text(f"“{note}” QP-1")
        await entry(page, "PAYER 1").click()
        await expect(beside.locator(".statement")).to_contain_text("LI-1")


async def test_a_line_is_explained_by_a_fee_ignored_or_matched_without_leaving_the_queue(
    browser: Browser, tmp_path: pathlib.Path
) -> None:
    async with queue(browser, tmp_path, lines=(0, 0, 3, 0)) as visitor:
        page = visitor.page
        dialog = page.get_by_role("dialog")
        await entry(page, FEE).click()
        await accept(page).click()
        await expect(page.get_by_role("alert")).to_have_text("Choose one of the ways to explain it first.")
        await page.locator("h1").press("f")
        await dialog.get_by_label("Amount").fill("4")
        await dialog.get_by_role("button", name="Explain line").click()
        await expect(entry(page, FEE)).to_contain_text("\N{MINUS SIGN}$5.00")
        await expect(shown(page)).to_contain_text("of \N{MINUS SIGN}$9.00")
        await page.get_by_role("button", name=re.compile("^Fee or other")).click()
        await dialog.get_by_role("button", name="Explain line").click()
        await expect(entry(page, FEE)).to_have_count(0)
        assert await page.evaluate(FOCUS) != "BODY"
        assert (await stored(visitor, FEE))["status"] == "EXPLAINED"
        await entry(page, "Transfer 1").click()
        await expect(page.locator(".reason")).to_contain_text("Nothing says who paid.")
        await page.keyboard.press("i")
        await dialog.get_by_label("Reason").fill("A test of the bank")
        await dialog.get_by_role("button", name="Ignore line").click()
        await expect(entries(page)).to_have_count(2)
        assert (await stored(visitor, "Transfer 1"))["ignoredReason"] == "A test of the bank"
        await page.keyboard.press("Control+z")
        await expect(entries(page)).to_have_count(3)
        await entry(page, "Transfer 2").click()
        await page.get_by_role("button", name="More").last.click()
        await page.get_by_role("button", name="Several accounts").click()
        await expect(dialog).to_contain_text("Several accounts: $200.62 of Mar 3, 2026")
        await page.keyboard.press("Escape")
        await page.get_by_role("button", name="Match $200.62").click()
        await expect(dialog).to_contain_text("No recorded money of $200.62")
        await page.keyboard.press("Escape")
        await expect(page.locator(".taken")).to_be_empty()


async def test_the_oldest_items_are_marked_by_nobody_but_a_person(browser: Browser, tmp_path: pathlib.Path) -> None:
    async with queue(browser, tmp_path, lines=(0, 1, 0, 0)) as visitor:
        page = visitor.page
        content = base64.b64encode(b"booked_on,amount,payer_name,text\n2026-03-09,7.50,Payer 1 Lines,Oldest").decode()
        bank = (await graph(visitor, "{ bankAccounts { nodes { id } } }"))["bankAccounts"]["nodes"][0]["id"]
        async with changes(visitor) as made:
            await made.make("importBankStatement", "created", bankAccountId=bank, contentBase64=content)
            await page.reload()
            await entry(page, "Oldest").click()
            await expect(page.locator(".reason")).to_contain_text("Nothing points to one of these.")
            await expect(page.locator(".marks-list input:checked")).to_have_count(0)
            await accept(page).click()
            await expect(page.get_by_role("alert")).to_contain_text("Select what it pays first.")
            await page.locator("h1").press("1")
            await expect(page.locator(".after")).to_contain_text("LI-1 has $192.81 left to pay")
