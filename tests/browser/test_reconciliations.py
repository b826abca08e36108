"""The reconciliations of a transaction: changed in place, locked, suggested, invalid, forbidden."""

import asyncio
import re

from playwright.async_api import Locator, Route, expect

from domain.core.kinds import PaymentMethod
from domain.permissions import OPERATOR
from domain.queries.records import accounts_by_number
from domain.services.invoices import CreateInvoice
from domain.services.recording import ItemInput
from domain.store.store import Store
from tests.support.billed_account import BILLED_ON, billed_account
from tests.support.jobs import reconcile_whole
from tests.support.sent import sent
from tests.support.site import OUT_OF_REACH, WAIT_MS, Visitor


async def reconciliations(visitor: Visitor, number: str) -> None:
    """Goes to a transaction's reconciliations by its number."""
    await visitor.be_signed_in()
    await visitor.go(f"/transactions/{number}/reconciliations")
    await visitor.page.locator(".reconciled-item").first.wait_for()


def figure(visitor: Visitor, name: str) -> Locator:
    """What stands under one of the figures at the top."""
    return visitor.page.locator(".figures dl > div").filter(has_text=name).locator("dd")


def rows(visitor: Visitor) -> Locator:
    return visitor.page.locator("li.reconciliation")


async def undo(visitor: Visitor) -> None:
    """Takes back what was done last, by its key."""
    await visitor.page.locator("h1").focus()
    await visitor.page.keyboard.press("u")
    await expect(visitor.page.locator(".toast").last).to_contain_text("Undone")


async def reconcile(store: Store, number: str) -> int:
    """Somebody reconciles an account; its id."""
    account = (await store.read(accounts_by_number([number])))[number].id
    await reconcile_whole(store, account)
    return account


async def test_billing_leads_to_a_transactions_reconciliations(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.be_signed_in()
    await visitor.go("/accounts/1001")
    await page.locator("details.transaction summary").filter(has_text="Invoice").click()
    await page.get_by_role("link", name="Reconciliations").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Reconciliations of invoice INV-1001-1")
    await expect(page.get_by_role("heading", level=1)).to_be_focused()
    picture = page.get_by_role("img", name=re.compile(r"\$170\.00 of invoice INV-1001-1: \$75\.00 from payment"))
    await expect(picture.locator(".band")).to_have_count(2)
    await expect(rows(visitor).first).to_contain_text(re.compile("Payment PAY-1001-1.*Paid at checkout", re.DOTALL))
    await rows(visitor).first.get_by_role("link").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Reconciliations of payment PAY-1001-1")


async def test_amounts_are_moved_by_the_keyboard_saved_as_one_and_undone(visitor: Visitor) -> None:
    page = visitor.page
    await reconciliations(visitor, "PAY-1001-1")
    await page.keyboard.press("j")
    await expect(rows(visitor).first).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(rows(visitor).first.get_by_role("textbox")).to_be_focused()
    await page.keyboard.type("60")
    await expect(figure(visitor, "Open")).to_have_text("$15.00")
    await expect(rows(visitor).first).to_contain_text("$15.00 open of $75.00")
    await expect(rows(visitor).first).to_contain_text("Was $75.00.")
    await expect(page.locator(".save-bar")).to_contain_text("$15.00 of its $100.00 is still open.")
    await expect(page.locator(".figures .reason")).to_be_hidden()
    await page.keyboard.press("Enter")
    await page.keyboard.press("a")
    dialog = page.get_by_role("dialog", name="Add item: payment PAY-1001-1")
    await dialog.get_by_role("searchbox").fill("public skate")
    await expect(dialog.get_by_role("checkbox")).to_have_count(1)
    await page.keyboard.press("Enter")
    added = rows(visitor).filter(has_text="Public skate")
    await expect(added.get_by_role("textbox")).to_be_focused()
    await expect(added.get_by_role("textbox")).to_have_value("15.00")
    await expect(page.locator(".save-bar")).to_contain_text("After saving: Fully reconciled.")
    await page.keyboard.press("Control+Enter")
    await expect(page.locator(".toast")).to_contain_text("Reconciliations of payment PAY-1001-1 saved.")
    await expect(page.locator(".save-bar")).to_have_count(0)
    await expect(rows(visitor)).to_have_count(3)
    await expect(added).to_contain_text("Manual")
    await expect(added.get_by_role("textbox")).to_be_focused()
    await undo(visitor)
    await expect(rows(visitor)).to_have_count(2)
    await expect(rows(visitor).first.get_by_role("textbox")).to_have_value("75.00")


async def test_the_same_change_is_stored_again_after_it_was_undone(visitor: Visitor) -> None:
    page = visitor.page
    await reconciliations(visitor, "PAY-1001-1")
    amount = rows(visitor).first.get_by_role("textbox")
    for _ in range(2):
        await amount.select_text()
        await page.keyboard.type("75")
        await expect(amount).to_have_value("75")  # not rewritten under the hand that types, although it is as stored
        await page.keyboard.press("Control+A")
        await page.keyboard.type("60")
        await page.keyboard.press("Control+Enter")
        await expect(page.locator(".toast").last).to_contain_text("Reconciliations of payment PAY-1001-1 saved.")
        await expect(page.locator(".save-bar")).to_have_count(0)
        await expect(amount).to_have_value("60.00")
        await undo(visitor)
        await expect(amount).to_have_value("75.00")


async def test_what_is_typed_while_the_last_change_is_read_again_is_kept(visitor: Visitor) -> None:
    page = visitor.page
    reading, typed = asyncio.Event(), asyncio.Event()

    async def slowly(route: Route) -> None:
        if "query Reconciliations" in sent(route.request):
            reading.set()
            await typed.wait()
        await route.continue_()

    await reconciliations(visitor, "PAY-1001-1")
    await page.route("**/graphql", slowly)
    await rows(visitor).first.get_by_role("textbox").fill("60")
    await page.keyboard.press("Control+Enter")
    await reading.wait()
    await rows(visitor).last.get_by_role("textbox").fill("20")
    typed.set()
    await expect(rows(visitor).first.get_by_role("textbox")).to_have_value("60.00")
    await expect(rows(visitor).last.get_by_role("textbox")).to_have_value("20")
    await page.get_by_role("button", name="Discard").click()
    await undo(visitor)


async def test_one_and_all_are_deleted_and_undone(visitor: Visitor) -> None:
    page = visitor.page
    await reconciliations(visitor, "PAY-1001-1")
    await page.keyboard.press("j")
    await page.keyboard.press("Delete")
    dialog = page.get_by_role("dialog", name="Delete the reconciliation of $75.00?")
    await expect(dialog).to_contain_text(
        "$75.00 opens again on payment PAY-1001-1 and on Swim lessons, level 3 (Leo) (invoice INV-1001-1)."
    )
    await expect(dialog.get_by_role("button", name="Go back")).to_be_focused()
    await dialog.get_by_role("button", name="Delete", exact=True).click()
    await expect(rows(visitor)).to_have_count(1)
    await expect(rows(visitor).first).to_be_focused()
    await expect(figure(visitor, "Open")).to_have_text("$75.00")
    await undo(visitor)
    await expect(rows(visitor)).to_have_count(2)
    await page.get_by_role("button", name="Delete all").click()
    await page.get_by_role("button", name="Delete 2 reconciliations").click()
    await expect(rows(visitor)).to_have_count(0)
    await undo(visitor)
    await expect(rows(visitor)).to_have_count(2)


async def test_more_than_is_open_is_refused_beside_the_field(visitor: Visitor) -> None:
    page = visitor.page
    await reconciliations(visitor, "INV-1001-1")
    field = rows(visitor).nth(1).get_by_role("textbox")
    await field.fill("30")
    note = rows(visitor).nth(1).locator(".note")
    await expect(note).to_have_text("$5.00 more than payment PAY-1001-1 has open. Maximum: $25.00.")
    await expect(rows(visitor).nth(1)).to_contain_text("$0.00 open of $100.00")
    await page.keyboard.press("Control+Enter")
    await expect(field).to_be_focused()
    await expect(page.locator(".toast")).to_have_count(0)
    await rows(visitor).first.get_by_role("textbox").fill("70")
    await expect(page.locator(".save-bar")).to_contain_text("After saving: Partially reconciled.")
    await field.fill("")
    await expect(note).to_have_text("Enter an amount.")
    await page.get_by_role("button", name="Discard").click()
    await expect(field).to_have_value("25.00")


async def test_amounts_of_more_than_one_answer_holds_can_be_changed_once_all_are_there(visitor: Visitor) -> None:
    page, store = visitor.page, visitor.site.store
    paid = ((60_000, PaymentMethod.CARD),)
    await billed_account(
        store, "9642", "Mona Many", tuple((f"Class {each + 1}", 100) for each in range(530)), paid=paid
    )
    await reconcile(store, "9642")
    asked, answer = asyncio.Event(), asyncio.Event()

    async def later_pages_late(route: Route) -> None:
        if "query Reconciliations" in sent(route.request) and '"after":null' not in sent(route.request):
            asked.set()
            await answer.wait()
        await route.continue_()

    await visitor.be_signed_in()
    await page.route("**/graphql", later_pages_late)
    await visitor.go("/transactions/PAY-9642-1/reconciliations")
    await asyncio.wait_for(asked.wait(), WAIT_MS / 1000)
    await expect(page.locator(".lacking")).to_contain_text("500 of 530")
    await expect(rows(visitor).get_by_role("textbox")).to_have_count(0)
    answer.set()
    await expect(page.locator(".lacking")).to_have_count(0)
    await expect(rows(visitor)).to_have_count(200)
    for shown in (400, 530):
        await page.get_by_role("button", name="Show more").click()
        await expect(rows(visitor)).to_have_count(shown)
    await rows(visitor).last.get_by_role("textbox").fill("0.40")
    await expect(page.locator(".save-bar")).to_contain_text("After saving: Partially reconciled.")
    await page.keyboard.press("Control+Enter")
    await expect(page.locator(".toast")).to_contain_text("saved.")
    await expect(figure(visitor, "Reconciled")).to_have_text("$529.40")
    await expect(rows(visitor).last.get_by_role("textbox")).to_have_value("0.40")
    await expect(rows(visitor)).to_have_count(530)
    await undo(visitor)
    await expect(figure(visitor, "Reconciled")).to_have_text("$530.00")
    await page.unroute("**/graphql")


async def test_what_somebody_else_reconciled_meanwhile_is_not_deleted_unawares(visitor: Visitor) -> None:
    page, store = visitor.page, visitor.site.store
    await billed_account(store, "9643", "Lea Late", (("Class", 5_000),), paid=((8_000, PaymentMethod.CARD),))
    account = await reconcile(store, "9643")
    await reconciliations(visitor, "PAY-9643-1")
    invoice = CreateInvoice(account, [ItemInput("Towel", "SWIM", 1_000)], BILLED_ON)
    await store.run(invoice, OPERATOR)
    await reconcile(store, "9643")
    field = rows(visitor).first.get_by_role("textbox")
    await field.fill("45")
    await page.keyboard.press("Control+Enter")  # before it was tried
    await expect(page.locator(".save-bar")).to_contain_text("Someone else has changed its reconciliations.")
    await page.keyboard.press("Control+Enter")
    await page.get_by_role("button", name="Refresh").click()
    await expect(rows(visitor)).to_have_count(2)
    await expect(field).to_have_value("45")
    await expect(page.locator(".save-bar")).to_contain_text("After saving: Partially reconciled.")
    await page.keyboard.press("Control+Enter")
    await expect(page.locator(".toast")).to_contain_text("saved.")
    await expect(figure(visitor, "Reconciled")).to_have_text("$55.00")


async def test_what_is_locked_says_why_and_leads_to_it(visitor: Visitor) -> None:
    page = visitor.page
    await reconciliations(visitor, "INV-1005-6")
    planned = rows(visitor).filter(has_text="Planned payment due").first
    await expect(planned).to_contain_text("Delete or change that planned payment")
    await expect(planned.get_by_role("link")).to_have_attribute("href", "/upcoming?search=1005")
    await expect(rows(visitor).get_by_role("textbox")).to_have_count(0)
    await expect(page.get_by_role("button", name=re.compile("Delete all: .* locked"))).to_be_visible()
    await visitor.go("/transactions/PAY-1002-7/reconciliations")
    await expect(rows(visitor)).to_contain_text("Its payment is still processing.")
    await rows(visitor).get_by_role("link", name="Go to payment PAY-1002-7").click()
    await expect(page.locator("details.transaction[open] summary")).to_have_text(re.compile("eCheck · processing"))
    await expect(page.locator("details.transaction[open] summary")).to_be_focused()
    await expect(page.locator("details.transaction:visible").nth(1)).to_be_attached()  # nothing else is hidden


async def test_a_suggestion_is_shown_applied_and_undone(visitor: Visitor) -> None:
    page = visitor.page
    await reconciliations(visitor, "PAY-1005-4")
    suggestion = page.locator(".suggestions > li")
    await expect(suggestion).to_contain_text("Strong match Invoice INV-1005-4 has exactly $28.95 open.")
    await expect(suggestion.locator(".against")).to_have_count(0)
    await expect(page.locator(".suggested > header")).to_contain_text("strong match")
    await page.keyboard.press("s")
    await page.keyboard.press("Enter")
    await expect(page.locator(".toast")).to_contain_text("$28.95 of payment PAY-1005-4 reconciled.")
    await expect(rows(visitor)).to_contain_text("From a suggestion")
    await expect(figure(visitor, "Open")).to_have_text("$0.00")
    await expect(page.locator(".suggested")).to_have_count(0)
    await undo(visitor)
    await expect(rows(visitor)).to_have_count(0)


async def test_an_invalid_one_is_explained_and_fixed_and_the_fix_undone(visitor: Visitor) -> None:
    page = visitor.page
    await reconciliations(visitor, "OLD-2207")
    invalid = rows(visitor).nth(1)
    await expect(invalid).to_contain_text("It says $42.00, but Skate rental (invoice OLD-2207) has only $24.00 open.")
    await invalid.get_by_role("button", name="Fix").click()
    await page.get_by_role("dialog").get_by_role("button", name="Fix").click()
    await expect(page.locator(".toast")).to_contain_text("Fixed: $24.00 instead of $42.00.")
    await expect(page.locator(".figures")).to_contain_text("Fully reconciled.")
    await expect(rows(visitor).nth(1).get_by_role("textbox")).to_have_value("24.00")
    await undo(visitor)
    await expect(page.locator(".figures")).to_contain_text("Reconciliation error.")


async def test_who_may_not_change_sees_everything_and_why(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.go("/transactions/INV-1001-1/reconciliations")
    visitor.foresees(r"\b401\b")
    await visitor.sign_in("di@example.org")
    await expect(page.locator(".lacking")).to_contain_text("(MANAGE_RECONCILIATIONS)")
    await expect(page.locator(".lacking")).to_contain_text("(DELETE_RECONCILIATIONS)")
    await expect(rows(visitor)).to_have_count(2)
    await expect(rows(visitor).get_by_role("textbox")).to_have_count(0)
    await rows(visitor).first.get_by_role("button", name=re.compile("^Delete reconciliation with .+: You need")).focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("dialog")).to_have_count(0)


async def test_names_the_missing_permission_to_who_may_not_see_billing(visitor: Visitor) -> None:
    await visitor.go("/transactions/INV-1001-1/reconciliations")
    visitor.foresees(r"\b401\b")
    await visitor.sign_in("bo@example.org")
    await expect(visitor.page.locator("main")).to_contain_text("CLIENT_BILLING")


async def test_what_cannot_be_read_or_is_not_there_says_what_to_do(visitor: Visitor) -> None:
    page = visitor.page

    async def gone(route: Route) -> None:
        if "query Reconciliations" in sent(route.request):
            await route.abort("connectionrefused")
        else:
            await route.continue_()

    await visitor.be_signed_in()
    await page.route("**/graphql", gone)
    await visitor.go("/transactions/INV-1001-1/reconciliations")
    await expect(page.get_by_role("alert")).to_contain_text("The server cannot be reached")
    visitor.foresees(OUT_OF_REACH)
    await page.unroute("**/graphql")
    await page.get_by_role("button", name="Try again").click()
    await expect(rows(visitor)).to_have_count(2)
    await visitor.go("/transactions/NONE-1/reconciliations")
    await expect(page.locator("main")).to_contain_text("Transaction not found")
