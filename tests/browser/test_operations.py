"""The operations of client billing: what each shows before it is done, does, and takes back."""

import datetime
import re

import pytest
from playwright.async_api import Locator, Page, Route, expect

from domain.core.kinds import PaymentMethod
from tests.support.billed_account import WORKED_EXAMPLE, at_account
from tests.support.sent import sent
from tests.support.site import OUT_OF_REACH, Visitor
from tests.support.slow_answers import ADDRESS, held_query
from tests.support.undoing import withdraw


async def operation(page: Page, name: str) -> Locator:
    """Opens one of the menu; its dialog."""
    await page.get_by_role("button", name="Operations").click()
    await page.locator(".menu-list:popover-open").get_by_role("button", name=name, exact=True).click()
    dialog = page.get_by_role("dialog")
    await dialog.wait_for()
    return dialog


def row(page: Page, text: str) -> Locator:
    """A transaction as it stands in its column."""
    return page.locator("details.transaction").filter(has=page.locator("summary", has_text=text))


async def undone(page: Page, rows: int) -> None:
    """Takes back what was done last, and waits until so many transactions are left."""
    await withdraw(page)
    await expect(page.locator("details.transaction")).to_have_count(rows)


async def fill_item(dialog: Locator, number: int, description: str, amount: str, code: str) -> None:
    item = dialog.get_by_role("group", name=f"Item {number}")
    await item.get_by_label("Description").fill(description)
    await item.get_by_label("Amount").fill(amount)
    await item.get_by_label("Ledger code").select_option(code)


async def test_an_invoice_of_several_items_keeps_what_was_typed_when_something_is_wrong(visitor: Visitor) -> None:
    page = await at_account(visitor, "9611")
    dialog = await operation(page, "Invoice")
    await fill_item(dialog, 1, "Swim lessons", "75", "SWIM")
    await dialog.get_by_role("button", name="Add item").click()
    second = dialog.get_by_role("group", name="Item 2")
    await expect(second.get_by_label("Description")).to_be_focused()
    await second.get_by_label("Amount").fill("free")
    await page.keyboard.press("Enter")
    await expect(second.locator(".wrong label")).to_have_text(["Description", "Amount", "Ledger code"])
    await expect(second.get_by_label("Description")).to_be_focused()
    await expect(dialog.get_by_role("group", name="Item 1").get_by_label("Description")).to_have_value("Swim lessons")
    await fill_item(dialog, 2, "First visit", "0", "ICE")
    await second.get_by_label("Member").select_option("Owner 9611")
    await expect(dialog.locator(".total")).to_contain_text("$75.00")
    await dialog.get_by_role("textbox", name="Due").fill("2030-01-31")
    await page.keyboard.press("Enter")
    await expect(page.locator(".toast")).to_contain_text("of $75.00 recorded.")
    await row(page, "Swim lessons and 1 more").locator("summary").click()
    await expect(row(page, "Swim lessons").locator(".items")).to_contain_text("Owner 9611")
    await undone(page, 0)


async def test_shows_a_refused_date_at_its_field(visitor: Visitor) -> None:
    page = await at_account(visitor, "9611")
    dialog = await operation(page, "Invoice")
    await fill_item(dialog, 1, "Swim lessons", "75", "SWIM")
    await dialog.get_by_role("textbox", name=re.compile("^Date")).fill("0001-01-01")
    await page.keyboard.press("Enter")
    await expect(dialog.locator(".wrong label")).to_have_text(re.compile("Date"))
    await expect(dialog.get_by_role("group", name="Item 1").get_by_label("Amount")).to_have_value("75")


async def test_a_purchase_is_paid_at_once_and_in_parts(visitor: Visitor) -> None:
    page = await at_account(visitor, "9612")
    dialog = await operation(page, "Checkout")
    for number, (description, cents) in enumerate(WORKED_EXAMPLE, start=1):
        if number > 1:
            await dialog.get_by_role("button", name="Add item").click()
        await fill_item(dialog, number, description, f"{cents / 100:.2f}", "SWIM")
    await dialog.get_by_label("Paid now").fill("100")
    table = dialog.locator(".split tbody tr")
    await expect(table.nth(1)).to_contain_text(re.compile(r"\$25\.00\s*\$50\.00"))
    await dialog.get_by_label("Remaining balance").select_option("plan")
    await page.keyboard.press("Enter")
    await expect(dialog.locator(".wrong label")).to_have_text("First due date")
    await dialog.get_by_label("First due date").fill("2030-01-31")
    await expect(dialog.locator(".lines li")).to_have_text(
        [re.compile(r"2030.*\$23\.34", re.DOTALL), re.compile(r"\$23\.33"), re.compile(r"\$23\.33")]
    )
    await page.keyboard.press("Enter")
    await expect(page.locator(".toast")).to_contain_text("with payment")
    await expect(page.locator(".toast")).to_contain_text("and 3 planned payments.")
    await expect(row(page, "Invoice").locator("summary")).to_contain_text("planned")
    await row(page, "Invoice").locator("summary").click()
    await expect(row(page, "Invoice").locator(".flow")).to_contain_text(
        ["from payment", "planned payment due", "planned payment due"]
    )
    await undone(page, 0)


async def test_a_purchase_is_paid_in_parts_of_ones_own(visitor: Visitor) -> None:
    page = await at_account(visitor, "9612")
    dialog = await operation(page, "Checkout")
    await fill_item(dialog, 1, "Swim lessons", "60", "SWIM")
    await dialog.get_by_label("Remaining balance").select_option("rows")
    part = dialog.get_by_role("group", name="Installment 1")
    await part.get_by_label("Due").fill("2030-02-01")
    await part.get_by_label("Amount").fill("70")
    await part.get_by_label("For").select_option("1. Swim lessons")
    await page.keyboard.press("Enter")
    await expect(part.locator(".problem").or_(dialog.get_by_role("alert")).first).to_be_visible()
    await part.get_by_label("Amount").fill("45")
    await expect(dialog.locator(".lines li")).to_contain_text("$45.00")
    await page.keyboard.press("Enter")
    await expect(row(page, "Invoice").locator("summary")).to_contain_text(re.compile(r"\$15\.00\s*open"))
    await undone(page, 0)


async def test_a_credit_settles_what_is_marked(visitor: Visitor) -> None:
    page = await at_account(visitor, "9613", WORKED_EXAMPLE)
    dialog = await operation(page, "Credit")
    await fill_item(dialog, 1, "Goodwill", "80", "SWIM")
    await dialog.locator(".mark.whole input").first.check()
    await expect(dialog.locator(".marks li.mark .part")).to_have_text(
        [re.compile(r"\$75\.00"), re.compile(r"\$5\.00"), re.compile(r"\$0\.00")]
    )
    await dialog.get_by_role("button", name="Record credit").click()
    await expect(page.locator(".toast")).to_contain_text("of $80.00 recorded.")
    await expect(row(page, "Invoice").locator("summary")).to_contain_text(re.compile(r"\$90\.00\s*open"))
    await undone(page, 1)


async def test_a_refund_says_which_money_it_gives_back(visitor: Visitor) -> None:
    page = await at_account(visitor, "9614", paid=((6_000, PaymentMethod.CARD), (5_000, PaymentMethod.CHECK)))
    payment = row(page, "$60.00")
    await payment.locator("summary").click()
    await payment.get_by_role("button", name="Refund").click()
    dialog = page.get_by_role("dialog")
    await expect(dialog.get_by_label("Amount", exact=True)).to_have_value("60.00")
    await expect(dialog.locator(".mark.whole input:checked")).to_have_count(1)
    await dialog.get_by_label("Amount", exact=True).fill("61")
    await page.keyboard.press("Enter")
    await expect(dialog.locator(".field.wrong")).to_contain_text("The selected items have $60.00 open.")
    await dialog.get_by_role("button", name="Select oldest first").click()
    await expect(dialog.locator(".mark.whole .part")).to_have_text([re.compile(r"\$60\.00"), re.compile(r"\$1\.00")])
    await dialog.get_by_label("Amount", exact=True).focus()
    await page.keyboard.press("Enter")
    await expect(page.locator(".toast")).to_contain_text("of $61.00 recorded.")
    await expect(payment.locator(".flow")).to_contain_text("to refund")
    await undone(page, 2)


async def test_nothing_to_give_back_says_what_to_do(visitor: Visitor) -> None:
    page = await at_account(visitor, "9613", WORKED_EXAMPLE)
    dialog = await operation(page, "Refund")
    await expect(dialog).to_contain_text("This account has no unapplied money.")


async def test_a_cancellation_shows_what_is_settled_and_what_becomes_a_credit(visitor: Visitor) -> None:
    page = await at_account(visitor, "9615", WORKED_EXAMPLE)
    await page.keyboard.press("m")
    await page.get_by_label("Amount", exact=True).fill("100")
    await page.get_by_role("button", name="Select oldest first").click()
    await page.get_by_role("button", name="Record payment").click()
    invoice = row(page, "Invoice")
    await expect(invoice).to_contain_text(re.compile(r"\$70\.00\s*open"))
    await invoice.locator("summary").click()
    await invoice.get_by_role("button", name="Cancel items").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_role("button", name="Record cancellation").click()
    await expect(dialog.get_by_role("alert")).to_have_text("Select the items to cancel.")
    item = dialog.locator("li.mark").nth(1)
    await item.get_by_role("checkbox").check()
    await expect(dialog.locator(".preview")).to_contain_text(re.compile(r"Cancelled\s*\$75\.00"))
    await expect(dialog.locator(".preview .remains")).to_contain_text("$25.00")
    await item.get_by_role("textbox").fill("75.01")
    await expect(item).to_contain_text("At most 75.00 USD of this item can be cancelled")
    await item.get_by_role("textbox").fill("60")
    await expect(dialog.locator(".preview .remains")).to_contain_text("$10.00")
    await page.keyboard.press("Enter")
    await expect(page.locator(".toast").last).to_contain_text("of $60.00 recorded.")
    await expect(row(page, "Cancellation: Swim")).to_contain_text(re.compile(r"\$10\.00\s*open"))
    await undone(page, 2)
    await undone(page, 1)


async def test_items_of_an_invoice_beyond_the_newest_hundred_are_cancelled(visitor: Visitor) -> None:
    page = await at_account(visitor, "9641", *((("Class", 1_000 + each), ("Towel", 100)) for each in range(102)))
    dialog = await operation(page, "Cancel items")
    await expect(dialog).to_contain_text("Showing the newest 100 of 102.")
    await dialog.locator("li.mark").first.get_by_role("checkbox").check()
    invoice = dialog.get_by_label("Invoice", exact=True)
    await invoice.select_option(index=50)
    await expect(dialog.locator("li.mark input:checked")).to_have_count(0)
    await dialog.get_by_label("Find an invoice").fill("nothing like it")
    await expect(dialog).to_contain_text("No invoice matches “nothing like it”.")
    search = dialog.get_by_label("Find an invoice")
    async with held_query(page, "Invoices") as answer:
        await search.fill("")
        await answer.sent.wait()
        await expect(search).to_be_focused()  # it stays although all that was found is listed
        answer.answer.set()
        await expect(invoice.locator("option")).to_have_count(100)
    await search.fill("INV-9641-2")
    await expect(invoice.locator("option")).to_have_count(11)
    await invoice.select_option("INV-9641-2")
    await dialog.locator("li.mark").filter(has_text="Towel").get_by_role("checkbox").check()
    await expect(dialog.locator(".preview")).to_contain_text(re.compile(r"Cancelled\s*\$1\.00"))
    await dialog.get_by_role("button", name="Record cancellation").click()
    await expect(page.locator(".toast").last).to_contain_text("of $1.00 recorded.")
    await undone(page, 102)


async def test_an_echeck_is_confirmed_by_the_bank(visitor: Visitor) -> None:
    page = await at_account(visitor, "9616", WORKED_EXAMPLE, paid=((6_000, PaymentMethod.ECHECK),))
    payment = row(page, "eCheck")
    await payment.locator("summary").click()
    await payment.get_by_role("button", name="Confirm payment").click()
    await page.get_by_role("button", name="Not yet").click()
    await expect(payment.get_by_role("button", name="Confirm payment")).to_be_focused()
    await page.keyboard.press("Enter")
    await page.get_by_role("dialog").get_by_role("button", name="Confirm payment").click()
    toast = page.locator(".toast")
    await expect(toast).to_contain_text("confirmed.")
    await expect(toast.get_by_role("button", name="Undo")).to_have_count(0)
    await expect(page.locator(".figures dd").first).to_have_text("$110.00")
    await expect(payment.locator("summary")).not_to_contain_text("processing")
    await payment.get_by_role("button", name="Correct payment").click()
    await page.get_by_label("Reason").fill("Check returned")
    await expect(page.locator(".lines")).to_contain_text("No items are affected")
    await page.keyboard.press("Enter")
    await expect(page.locator("summary").filter(has_text="Payment correction")).to_have_count(1)
    await expect(page.locator(".figures dd").first).to_have_text("$170.00")


async def test_an_echeck_that_fails_shows_what_is_opened_again(visitor: Visitor) -> None:
    page = await at_account(visitor, "9617", WORKED_EXAMPLE)
    await page.keyboard.press("m")
    await page.get_by_label("Amount", exact=True).fill("100")
    await page.get_by_label("Method").select_option("ECHECK")
    await page.get_by_role("button", name="Select oldest first").click()
    await expect(page.locator(".preview")).to_contain_text(re.compile(r"Balance until it clears\s*\$170\.00"))
    await page.get_by_role("button", name="Record payment").click()
    payment = row(page, "eCheck")
    await payment.locator("summary").click()
    await payment.get_by_role("button", name="Mark as failed").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_role("button", name="Record failure").click()
    await expect(dialog.locator(".field.wrong label")).to_have_text("Reason")
    await dialog.get_by_label("Reason").fill("Insufficient funds")
    await expect(dialog.locator(".lines li")).to_have_text(
        [
            "Items that will be open again:",
            re.compile(r"level 3.*\$75\.00", re.DOTALL),
            re.compile(r"level 1.*\$25\.00", re.DOTALL),
            re.compile(r"Balance after.*\$170\.00", re.DOTALL),
        ]
    )
    await page.keyboard.press("Enter")
    await expect(page.locator(".toast").last).to_contain_text("failed; correction")
    await expect(page.locator("summary").filter(has_text="Payment correction")).to_have_count(1)
    await expect(row(page, "Invoice")).to_contain_text(re.compile(r"\$170\.00\s*open"))


async def test_an_account_is_reconciled_after_it_was_shown_and_is_set_back(visitor: Visitor) -> None:
    page = await at_account(
        visitor, "9618", WORKED_EXAMPLE, paid=((6_000, PaymentMethod.CARD), (5_000, PaymentMethod.CHECK))
    )
    unused = page.locator(".figures dd").nth(3)
    await expect(unused).to_have_text("$110.00")
    await page.keyboard.press("r")
    dialog = page.get_by_role("dialog", name="Reconcile account")
    await expect(dialog.locator(".split tbody .amount")).to_have_text(["$60.00", "$15.00", "$35.00"])
    await expect(unused).to_have_text("$110.00")
    await page.keyboard.press("Enter")
    await expect(page.locator(".toast")).to_contain_text("3 reconciliations created.")
    await expect(unused).to_have_text("$0.00")
    await page.keyboard.press("r")
    await expect(dialog).to_contain_text("Nothing to reconcile")
    await page.keyboard.press("Enter")
    await expect(dialog).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(dialog).to_have_count(0)
    await page.keyboard.press("u")
    await expect(unused).to_have_text("$110.00")


async def test_r_goes_to_the_reconciliations_of_the_row_where_one_is(visitor: Visitor) -> None:
    page = await at_account(visitor, "9613", WORKED_EXAMPLE)
    await page.keyboard.press("j")
    await page.keyboard.press("r")
    await expect(page).to_have_url(re.compile(r"/transactions/[^/]+/reconciliations$"))
    await page.go_back()
    await expect(row(page, "Invoice").locator("summary")).to_be_focused()


async def test_what_is_open_is_planned_in_equal_parts(visitor: Visitor) -> None:
    page = await at_account(visitor, "9619", WORKED_EXAMPLE)
    dialog = await operation(page, "Plan payments")
    await dialog.get_by_role("button", name="Plan payments").click()
    await expect(dialog).to_contain_text("Select the items to pay.")
    await dialog.locator(".mark.whole input").first.check()
    await dialog.get_by_label("Installments").fill("3")
    await dialog.get_by_label("First due date").fill("2030-01-31")
    await expect(dialog.locator(".lines li")).to_have_text(
        [
            re.compile(r"Jan 31, 2030\s*\$56\.67"),
            re.compile(r"Feb 28, 2030\s*\$56\.67"),
            re.compile(r"Mar 31, 2030\s*\$56\.66"),
            re.compile(r"Total\s*\$170\.00"),
        ]
    )
    await dialog.get_by_role("button", name="Plan payments").click()
    await expect(page.locator(".toast")).to_contain_text("3 planned payments recorded.")
    await expect(row(page, "Invoice").locator("summary")).to_contain_text("planned")
    await page.keyboard.press("u")
    await expect(row(page, "Invoice").locator("summary")).to_contain_text(re.compile(r"\$170\.00\s*open"))


async def test_the_balance_is_paid_oldest_first(visitor: Visitor) -> None:
    page = await at_account(visitor, "9619", WORKED_EXAMPLE)
    dialog = await operation(page, "Pay balance")
    await expect(dialog.get_by_label("Amount")).to_have_value("170.00")
    await dialog.get_by_label("Amount").fill("170.01")
    await expect(dialog.locator(".field.wrong")).to_contain_text("170.00")
    await dialog.get_by_label("Amount").fill("80")
    await expect(dialog.locator(".lines .money")).to_have_text(["$75.00", "$5.00", "$90.00"])
    await dialog.get_by_label("Method").select_option("ECHECK")
    await expect(dialog.locator(".lines .sum")).to_have_text(
        [re.compile(r"Balance until it clears\$170\.00"), re.compile(r"Expected balance after\$90\.00")]
    )
    await dialog.get_by_label("Method").select_option("CARD")
    await expect(dialog.locator(".lines .sum")).to_have_text(re.compile(r"Balance after\$90\.00"))
    await page.keyboard.press("Enter")
    await expect(page.locator(".figures dd").first).to_have_text("$90.00")
    await undone(page, 1)


async def test_a_deposit_stays_on_the_account(visitor: Visitor) -> None:
    page = await at_account(visitor, "9611")
    dialog = await operation(page, "Deposit")
    await expect(dialog).to_contain_text("Nothing is due")
    await dialog.get_by_label("Amount", exact=True).fill("40")
    await page.keyboard.press("Enter")
    await expect(row(page, "Deposit")).to_contain_text(re.compile(r"\$40\.00\s*open"))
    await undone(page, 0)


async def test_a_subscription_is_created_charged_and_ended(visitor: Visitor) -> None:
    page = await at_account(visitor, "9620")
    await operation(page, "Subscriptions")
    shown = page.get_by_role("dialog", name=re.compile("^Subscriptions"))
    await expect(shown).to_contain_text("No subscriptions yet.")
    await shown.get_by_role("button", name="New subscription").click()
    new = page.get_by_role("dialog", name=re.compile("^New subscription"))
    await new.get_by_label("Description").fill("Membership")
    await page.keyboard.press("Enter")
    await expect(new.locator(".wrong label")).to_have_text(["Amount per period", "Ledger code", "Start date"])
    await new.get_by_label("Amount per period").fill("49")
    await new.get_by_label("Ledger code").select_option("MEMBER")
    today = datetime.datetime.now(datetime.UTC).date()
    await new.get_by_label("Start date").fill(str(today))
    await page.keyboard.press("Enter")
    await expect(shown.locator(".subscriptions")).to_contain_text(f"Next charge {today:%b} {today.day}, {today.year}")
    await shown.get_by_role("button", name="Charge due subscriptions").click()
    charging = page.get_by_role("dialog", name="Charge subscriptions")
    await expect(charging).to_contain_text("on all accounts")
    await expect(charging.locator(".lines")).to_contain_text("Owner 9620: Membership")
    await charging.get_by_role("button", name="Cancel").click()
    await shown.get_by_role("button", name="End").click()
    await page.get_by_role("button", name="End subscription").click()
    await expect(shown.locator(".subscriptions")).to_contain_text(f"ends {today:%b} {today.day}, {today.year}")


async def test_a_refused_preview_shows_no_check_under_way(visitor: Visitor) -> None:
    page = await at_account(visitor, "9622", WORKED_EXAMPLE)

    async def refuse(route: Route) -> None:
        refused = {"code": "CONFLICT", "message": "Not now.", "field": None}
        answer = {"data": {"reconcileAccount": {"userErrors": [refused]}}}
        await (route.fulfill(json=answer) if "mutation ReconcileAccount(" in sent(route.request) else route.continue_())

    await page.route(ADDRESS, refuse)
    dialog = await operation(page, "Reconcile account")
    await expect(dialog.get_by_role("alert")).to_have_text("Not now.")
    await expect(dialog.locator(".preview")).to_be_empty()


@pytest.mark.parametrize("name", ["Invoice", "Credit", "Checkout"])
async def test_what_must_be_known_first_can_be_asked_for_again(visitor: Visitor, name: str) -> None:
    page = await at_account(visitor, "9611")
    await page.route("**/graphql", lambda route: route.abort("connectionrefused"))
    dialog = await operation(page, name)
    await expect(dialog.get_by_role("alert").first).to_contain_text("The server cannot be reached")
    visitor.foresees(OUT_OF_REACH)
    await page.unroute("**/graphql")
    await dialog.get_by_role("button", name="Try again").first.click()
    await expect(dialog.get_by_label("Ledger code")).to_be_visible()
