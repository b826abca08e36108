"""Mending what was recorded: editing, moving to another account, writing off, and the warning of possible duplicates."""

import re

from playwright.async_api import Locator, Page, expect

from domain.core.kinds import PaymentMethod
from tests.browser.test_operations import row
from tests.support.accessibility import found_wrong
from tests.support.billed_account import at_account
from tests.support.site import Visitor
from tests.support.slow_answers import held_query
from tests.support.undoing import withdraw


async def opened(page: Page, text: str, action: str) -> Locator:
    """Opens a transaction and one of its operations; the dialog."""
    await row(page, text).locator("summary").click()
    await row(page, text).get_by_role("button", name=re.compile(f"^{action}")).click()
    dialog = page.get_by_role("dialog")
    await dialog.wait_for()
    return dialog


async def taken_back(page: Page, withdraws: bool = True) -> None:
    """Undoes what was done last by its toast; asked first where a transaction is withdrawn."""
    if withdraws:
        await withdraw(page, by="button")
    else:
        await page.locator(".toast").last.get_by_role("button", name=re.compile("^Undo")).click()
    await expect(page.locator(".toast").last).to_contain_text("undone", ignore_case=True)


async def test_an_invoices_details_are_edited_and_set_back(visitor: Visitor) -> None:
    page = await at_account(visitor, "9681", (("Swim lessons", 7_500),))
    dialog = await opened(page, "Swim lessons", "Edit")
    assert await found_wrong(page) == []
    await expect(dialog.get_by_label("Method")).to_have_count(0)
    await dialog.get_by_label("Description").fill("Spring season")
    await dialog.get_by_label("Reference").fill("PO 17")
    await dialog.get_by_label("Due").fill("2020-01-01")
    await page.keyboard.press("Enter")
    await expect(dialog.locator(".wrong label")).to_contain_text("Due")
    await dialog.get_by_label("Due").fill("2030-01-31")
    await page.keyboard.press("Enter")
    await expect(page.locator(".toast").last).to_contain_text("updated.")
    await expect(row(page, "Spring season").locator(".reason")).to_contain_text("Due Jan 31, 2030")
    await expect(row(page, "Spring season").locator(".reason")).to_contain_text("PO 17")
    await taken_back(page, withdraws=False)
    await expect(row(page, "Swim lessons").locator("summary")).to_be_visible()


async def test_a_payments_method_is_corrected(visitor: Visitor) -> None:
    page = await at_account(visitor, "9682", paid=((5_000, PaymentMethod.CASH),))
    dialog = await opened(page, "Payment", "Edit")
    await expect(dialog.get_by_label("Due")).to_have_count(0)
    await expect(dialog.get_by_label("Method").locator("option")).to_have_text(
        ["Card", "Cash", "Check", "Transfer", "Other"]
    )
    await dialog.get_by_label("Method").select_option("CHECK")
    await page.keyboard.press("Enter")
    await expect(row(page, "Payment").locator("summary")).to_contain_text("Check")
    await taken_back(page, withdraws=False)
    await expect(row(page, "Payment").locator("summary")).to_contain_text("Cash")


async def test_a_payment_moves_to_the_account_to_which_it_belongs(visitor: Visitor) -> None:
    await at_account(visitor, "9684", (("Ice time", 3_000),))
    page = await at_account(visitor, "9683", paid=((5_000, PaymentMethod.CHECK),))
    dialog = await opened(page, "Payment", "Move to another account")
    await expect(dialog.get_by_label("Account", exact=True)).to_have_value("")
    await expect(dialog.locator(".mark")).to_have_count(0)
    await dialog.get_by_label("Find the account").fill("Owner 9684")
    await expect(dialog.get_by_label("Account", exact=True)).to_contain_text("Owner 9684")
    await expect(dialog.locator(".mark")).to_contain_text("Ice time")
    assert await found_wrong(page) == []
    await dialog.locator(".mark input").check()
    await dialog.get_by_role("button", name="Move payment").click()
    await expect(dialog.locator(".wrong label")).to_have_text("Reason")
    await dialog.get_by_label("Reason").fill("Entered by mistake")
    await expect(dialog.locator(".preview")).to_contain_text(re.compile(r"Unapplied there\s*\$20\.00"))
    await dialog.get_by_role("button", name="Move payment").click()
    await expect(page.locator(".toast").last).to_contain_text("moved to Owner 9684")
    await expect(page.locator("summary").filter(has_text="Payment correction")).to_have_count(1)
    link = row(page, "Payment").locator(".reason").get_by_role("link", name=re.compile("Owner 9684"))
    await expect(link.first).to_be_visible()
    await taken_back(page)
    await expect(page.locator("summary").filter(has_text="Payment correction")).to_have_count(0)


async def test_money_moves_to_no_account_that_only_an_earlier_search_found(visitor: Visitor) -> None:
    await at_account(visitor, "9677", (("Ice time", 3_000),))
    page = await at_account(visitor, "9678", paid=((5_000, PaymentMethod.CHECK),))
    dialog = await opened(page, "Payment", "Move to another account")
    account, search = dialog.get_by_label("Account", exact=True), dialog.get_by_label("Find the account")
    await search.fill("Owner 9677")
    await expect(account).to_contain_text("Owner 9677")
    await expect(account).not_to_have_value("")
    async with held_query(page, "AccountsFound") as answer:
        await search.fill("Owner 1")
        await answer.sent.wait()
        await expect(account).to_have_value("")
        await dialog.get_by_role("button", name="Move payment").click()
        await expect(dialog).to_contain_text("Choose the account to which it belongs.")
        answer.answer.set()
        await expect(dialog).to_contain_text("No other account in USD matches “Owner 1”.")


async def test_what_an_invoice_still_owes_is_written_off_within_the_limit(visitor: Visitor) -> None:
    page = await at_account(visitor, "9685", (("Swim lessons", 300), ("Camp", 7_500)))
    dialog = await opened(page, "Swim lessons and 1 more", "Write off")
    await expect(dialog).to_contain_text("At most $5.00 of each item")
    small, large = dialog.locator(".mark").nth(0), dialog.locator(".mark").nth(1)
    await expect(small.get_by_role("checkbox")).to_be_checked()
    await expect(large.get_by_role("checkbox")).not_to_be_checked()
    assert await found_wrong(page) == []
    await large.get_by_role("checkbox").check()
    await large.get_by_label("Amount of Camp to write off").fill("5.01")
    await dialog.get_by_label("Ledger code").select_option("CAMP")
    await dialog.get_by_label("Reason").fill("Too small to collect")
    await expect(dialog.locator(".problem").filter(has_text="Camp:")).to_contain_text("5.00 USD")
    await large.get_by_role("checkbox").uncheck()
    await expect(dialog.locator(".preview")).to_contain_text(re.compile(r"Written off\s*\$3\.00"))
    await dialog.get_by_role("button", name="Write off").click()
    await expect(page.locator(".toast").last).to_contain_text("$3.00 of")
    await expect(row(page, "Credit: Too small to collect").locator("summary")).to_be_visible()
    await expect(row(page, "Swim lessons and 1 more").locator("summary")).to_contain_text(
        re.compile(r"\$75\.00\s*open")
    )
    await taken_back(page)
    await expect(row(page, "Swim lessons and 1 more").locator("summary")).to_contain_text(
        re.compile(r"\$78\.00\s*open")
    )


async def test_money_that_looks_recorded_already_is_named_before_and_after_saving(visitor: Visitor) -> None:
    page = await at_account(visitor, "9686", paid=((4_200, PaymentMethod.CASH),))
    await page.keyboard.press("m")
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Date").fill("2026-10-03")
    await dialog.get_by_label("Amount", exact=True).fill("41.99")
    await expect(dialog.locator(".preview")).to_contain_text("Balance after")
    await expect(dialog).not_to_contain_text("Recorded already?")
    await dialog.get_by_label("Amount", exact=True).fill("42")
    await expect(dialog).to_contain_text("Recorded already? 1 transaction looks the same.")
    await expect(dialog.locator(".preview a")).to_have_text(re.compile("^PAY-9686-"))
    assert await found_wrong(page) == []
    await page.keyboard.press("Enter")
    await expect(page.locator(".toast").last).to_contain_text("It looks like PAY-9686-1")
    await taken_back(page)
