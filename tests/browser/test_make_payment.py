"""Make payment: what is marked, how the money falls while one types, and what is asked before it is saved."""

import asyncio
import re

from playwright.async_api import Locator, Page, Route, expect

from domain.core.kinds import PaymentMethod
from domain.permissions import OPERATOR, Permission
from domain.queries.records import accounts_by_number
from domain.services.reconcile import ReconcileAccount
from tests.support.billed_account import WORKED_EXAMPLE, at_account, billed_account, person
from tests.support.past_the_page import changes, graph
from tests.support.sent import sent
from tests.support.site import OUT_OF_REACH, PASSWORD, WAIT_MS, Visitor
from tests.support.undoing import withdraw

KEYS_MAX = 15
"""From the list of accounts to the recorded payment of domain R10, the account looked for by its number."""
SIGNING_IN = ("ann@example.org", "Tab", PASSWORD, "Enter")
BILLING = [Permission.VIEW_CLIENT_ACCOUNTS, Permission.CLIENT_BILLING]


def parts(page: Page) -> Locator:
    """What each item gets."""
    return page.locator(".marks li.mark .part")


async def test_money_falls_from_first_to_last_at_every_key(visitor: Visitor) -> None:
    page = await at_account(visitor, "9601", WORKED_EXAMPLE)
    await page.keyboard.press("m")
    await page.locator(".mark.whole input").first.check()
    amount = page.get_by_label("Amount", exact=True)
    await amount.focus()
    shown = {
        "1": ["$1.00", "$0.00", "$0.00"],
        "10": ["$10.00", "$0.00", "$0.00"],
        "100": ["$75.00", "$25.00", "$0.00"],
        "1000": ["$75.00", "$75.00", "$20.00"],
    }
    for typed, gets in shown.items():
        await page.keyboard.type(typed[-1])
        await expect(parts(page), typed).to_have_text([re.compile(rf"{re.escape(each)}\s*$") for each in gets])
    await expect(page.locator(".preview .remains")).to_contain_text(re.compile(r"Unapplied\s*\$830\.00"))


async def test_money_that_pays_nothing_is_shown_in_one_line(visitor: Visitor) -> None:
    page = await at_account(visitor, "9601", WORKED_EXAMPLE)
    await page.keyboard.press("m")
    await page.locator(".mark.whole input").first.wait_for()
    await page.get_by_label("Amount", exact=True).fill("20")
    lines = page.locator(".preview dl > div")
    await expect(lines.first).to_have_text(re.compile(r"Unapplied\s*\$20\.00"))
    await page.locator(".mark.whole input").first.check()
    await expect(lines.first).to_have_text(re.compile(r"Pays 1 item\s*\$20\.00"))
    await expect(lines.nth(1)).to_have_text(re.compile(r"Fully applied\s*\$0\.00"))


async def test_the_worked_example_is_paid_by_the_keyboard_alone(visitor: Visitor) -> None:
    page = visitor.page
    await billed_account(visitor.site.store, "9602", "Kai Keys", WORKED_EXAMPLE)
    await visitor.go("/accounts")
    await expect(page.get_by_label("Email address", exact=True)).to_be_focused()
    pressed = 0

    async def press(*keys: str) -> None:
        nonlocal pressed
        for key in keys:
            await page.keyboard.press(key)
            pressed += 1

    email, tab, password, enter = SIGNING_IN
    await press(*email, tab, *(letter if letter != " " else "Space" for letter in password), enter)
    await page.get_by_role("link", name="Maria Rivera").wait_for()
    to_sign_in, pressed = pressed, 0
    await press("/", *"9602")
    await expect(page.locator("table tbody tr")).to_have_count(1)
    await press("Escape", "j", "Enter")
    await page.locator("details.transaction").first.wait_for()
    await press("m")
    await expect(page.get_by_label("Amount", exact=True)).to_be_focused()
    await page.locator(".marks").wait_for()
    await press(*"100", "ArrowDown", "Space")
    await expect(parts(page)).to_have_text([re.compile(r"\$75\.00"), re.compile(r"\$25\.00"), re.compile(r"\$0\.00")])
    await press("Enter")
    await expect(page.locator(".toast")).to_contain_text("of $100.00 recorded.")
    print(f"{to_sign_in} keys to sign in, {pressed} from the list of accounts to the recorded payment")
    assert pressed <= KEYS_MAX
    await press("j", "Enter")
    opened = page.locator("details[open] .flow .open .money")
    await expect(opened).to_have_text(["$50.00", "$20.00"])
    await withdraw(page)
    await expect(opened).to_have_text(["$75.00", "$75.00", "$20.00"])


async def test_unmarked_money_beside_open_invoices_is_asked_about(visitor: Visitor) -> None:
    page = await at_account(visitor, "9601", WORKED_EXAMPLE)
    await page.keyboard.press("m")
    await page.get_by_label("Amount", exact=True).fill("200")
    await page.locator(".marks").wait_for()
    await page.keyboard.press("Enter")
    question = page.get_by_role("dialog", name="Leave $200.00 unapplied?")
    await expect(question).to_contain_text("$170.00 due")
    await question.get_by_role("button", name="Go back").click()
    await expect(page.get_by_label("Amount", exact=True)).to_have_value("200")
    await page.get_by_role("button", name="Select oldest first").click()
    await page.get_by_role("button", name="Record payment").click()
    toast = page.locator(".toast")
    await expect(toast).to_contain_text("of $200.00 recorded.")
    await expect(page.locator("details.transaction").filter(has_text="Payment")).to_contain_text(
        re.compile(r"\$30\.00\s*open")
    )
    await expect(toast.get_by_role("link", name="Reconcile now")).to_have_attribute(
        "href", re.compile(r"^/transactions/.+/reconciliations$")
    )
    await toast.get_by_role("button", name="Undo payment").click()
    await page.get_by_role("dialog").get_by_role("button", name="Undo").click()
    await expect(page.locator("details.transaction")).to_have_count(1)


async def test_an_open_invoice_has_its_own_payment_with_the_mark_set(visitor: Visitor) -> None:
    page = await at_account(visitor, "9603", (("First", 5_000),), (("Second", 4_000), ("Third", 3_000)))
    invoice = page.locator("details.transaction").filter(has_text="Second")
    await invoice.locator("summary").click()
    await invoice.get_by_role("button", name="Make payment").click()
    await expect(page.locator(".mark.whole input:checked")).to_have_count(1)
    await page.get_by_label("Amount", exact=True).fill("60")
    await expect(parts(page)).to_have_text(["", re.compile(r"\$40\.00"), re.compile(r"\$20\.00")])
    await page.keyboard.press("Enter")
    await expect(page.locator(".toast")).to_contain_text("of $60.00 recorded.")
    await expect(invoice.locator(".flow .open .money")).to_have_text(["$10.00"])
    await expect(invoice.locator(".row-actions")).to_contain_text("Make payment")
    await expect(invoice.get_by_role("button", name="Make payment")).to_be_focused()
    await withdraw(page)
    await expect(invoice.locator(".flow .open .money")).to_have_text(["$40.00", "$30.00"])


async def test_what_planned_payments_hold_wholly_is_not_offered(visitor: Visitor) -> None:
    page = await at_account(visitor, "9605", (("Held", 5_000),), (("Free", 3_000),))
    transactions = "transactions(first: 2, orderBy: { field: DATE }) { nodes { items { id } } }"
    query = f'{{ account(number: "9605") {{ id {transactions} }} }}'
    account = (await graph(visitor, query))["account"]
    held = [{"itemId": account["transactions"]["nodes"][0]["items"][0]["id"], "amountCents": 5_000}]
    installment = {"dueOn": "2030-01-31", "amountCents": 5_000, "method": "CARD", "items": held}
    async with changes(visitor) as made:
        await made.make(
            "createPlannedPayments", "plannedPayments { id }", accountId=account["id"], installments=[installment]
        )
        await page.keyboard.press("m")
        await expect(page.locator(".mark.whole")).to_have_count(1)
        await page.get_by_role("button", name="Select oldest first").click()
        await page.get_by_label("Amount", exact=True).fill("30")
        await expect(page.locator(".preview")).to_contain_text(
            re.compile(r"Balance after\s*\$50\.00\s*Expected balance after\s*\$0\.00")
        )
        await page.keyboard.press("Enter")
        await expect(page.locator(".toast")).to_contain_text("of $30.00 recorded.")
        await withdraw(page)
        await expect(page.locator(".toast").last).to_contain_text("Undone")


async def test_shows_what_somebody_else_paid_meanwhile(visitor: Visitor) -> None:
    page, store = (
        await at_account(visitor, "9604", WORKED_EXAMPLE, paid=((8_000, PaymentMethod.CARD),)),
        visitor.site.store,
    )
    await page.keyboard.press("m")
    await page.get_by_role("button", name="Select oldest first").click()
    account = (await store.read(accounts_by_number(["9604"])))["9604"]
    await store.run(ReconcileAccount(account.id), OPERATOR)
    await page.get_by_label("Amount", exact=True).fill("50")
    await expect(page.locator(".preview")).to_contain_text("The open items have changed.")
    await page.get_by_role("button", name="Refresh").click()
    await expect(page.locator(".marks li.mark .part")).to_have_text(["pays $50.00", "pays $0.00"])
    await expect(page.locator(".preview")).not_to_contain_text("meanwhile")


async def test_shows_at_its_mark_that_an_exact_amount_does_not_fit(visitor: Visitor) -> None:
    page = await at_account(visitor, "9601", WORKED_EXAMPLE)
    await page.keyboard.press("m")
    await page.get_by_label("Amount", exact=True).fill("100")
    item = page.locator(".marks li.mark").filter(has_text="Public skate")
    await item.get_by_role("checkbox").check()
    exact = item.get_by_role("textbox")
    await exact.fill("20.01")
    await expect(item).to_contain_text("More than the open amount.")
    await exact.fill("twenty")
    await page.get_by_role("button", name="Record payment").click()
    await expect(item).to_contain_text("Enter an amount such as")
    await expect(exact).to_be_focused()
    await expect(page.get_by_label("Amount", exact=True)).to_have_value("100")
    await exact.fill("15")
    await expect(item.locator(".part")).to_have_text(re.compile(r"\$15\.00"))
    await expect(page.locator(".preview .remains")).to_contain_text("$85.00")


async def test_what_is_open_can_be_asked_for_again_when_it_could_not_be_had(visitor: Visitor) -> None:
    page = await at_account(visitor, "9601", WORKED_EXAMPLE)

    async def gone(route: Route) -> None:
        await (route.abort("connectionrefused") if "query OpenInvoices" in sent(route.request) else route.continue_())

    await page.route("**/graphql", gone)
    await page.keyboard.press("m")
    dialog = page.get_by_role("dialog")
    await expect(dialog.get_by_role("alert")).to_contain_text("The server cannot be reached")
    visitor.foresees(OUT_OF_REACH)
    await page.get_by_label("Amount", exact=True).fill("12")
    await page.unroute("**/graphql")
    await dialog.get_by_role("button", name="Try again").click()
    await expect(page.locator(".marks")).to_contain_text("Public skate")
    await expect(page.get_by_label("Amount", exact=True)).to_have_value("12")


async def test_whoever_is_faster_than_the_list_of_what_is_open_is_asked_all_the_same(visitor: Visitor) -> None:
    page = visitor.page
    await billed_account(visitor.site.store, "9607", "Quentin Quick", WORKED_EXAMPLE)
    await visitor.be_signed_in()
    await visitor.go("/accounts/9607")
    await page.locator("details.transaction").first.wait_for()
    asked, answer = asyncio.Event(), asyncio.Event()

    async def late(route: Route) -> None:
        if "OpenInvoices" in sent(route.request):
            asked.set()
            await answer.wait()
        await route.continue_()

    await page.route("**/graphql", late)
    await page.keyboard.press("m")
    await page.get_by_role("dialog").get_by_label("Amount").fill("12.34")
    await asyncio.wait_for(asked.wait(), WAIT_MS / 1000)
    await page.keyboard.press("Enter")
    answer.set()
    await page.get_by_role("button", name="Go back").click()
    await expect(page.get_by_role("dialog")).to_have_count(1)
    await page.unroute("**/graphql")


async def test_without_permissions_each_operation_says_what_is_missing(visitor: Visitor) -> None:
    page = visitor.page
    await billed_account(visitor.site.store, "9601", "Rita Rule", WORKED_EXAMPLE)
    await person(visitor.site.store, "reading", BILLING)
    await person(visitor.site.store, "recording", [*BILLING, Permission.RECORD_TRANSACTIONS])
    await visitor.go("/accounts/9601")
    await visitor.sign_in("reading@example.org")
    await page.locator("details.transaction summary").first.click()
    for name in ("Make payment", "Cancel items"):
        button = page.locator(".row-actions").get_by_role("button", name=name)
        await expect(button).to_have_attribute("aria-disabled", "true")
        await expect(button).to_have_attribute("title", re.compile("Record transactions"))
    await page.get_by_role("button", name="Operations").click()
    refund = page.locator(".menu-list:popover-open button").filter(has_text="Refund")
    await expect(page.locator(".menu-list:popover-open small")).to_have_text(
        "You need the permission Record transactions (RECORD_TRANSACTIONS)."
    )
    await expect(refund).to_have_attribute("title", re.compile("RECORD_TRANSACTIONS"))
    await refund.click(force=True)
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await page.keyboard.press("Escape")
    await page.keyboard.press("m")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await visitor.page.context.clear_cookies()
    await visitor.go("/accounts/9601")
    await visitor.sign_in("recording@example.org")
    await page.get_by_role("button", name="Make payment").first.click()
    await expect(page.get_by_role("dialog")).to_contain_text("Manage reconciliations (MANAGE_RECONCILIATIONS)")


async def test_on_a_phone_the_amount_and_how_it_falls_are_seen_together(visitor: Visitor) -> None:
    page = await at_account(visitor, "9608", WORKED_EXAMPLE, paid=((3_000, PaymentMethod.CARD),))
    await page.set_viewport_size({"width": 360, "height": 400})
    brief = page.get_by_role("dialog").locator(".in-brief")

    async def seen(text: str) -> None:
        """As it stands when the keyboard of a phone has taken the other half of the screen."""
        await page.get_by_label("Amount", exact=True).focus()
        await expect(brief).to_have_text(text)
        await expect(brief).to_be_in_viewport(ratio=1)
        await expect(page.get_by_label("Amount", exact=True)).to_be_in_viewport(ratio=1)
        assert await visitor.fits()
        await page.get_by_role("button", name="Cancel").click()
        await expect(page.get_by_role("dialog")).to_have_count(0)

    await page.keyboard.press("m")
    await page.get_by_role("button", name="Select oldest first").click()
    await page.get_by_label("Amount", exact=True).fill("100")
    await seen("Pays $75.00 · $25.00 · $0.00; nothing left over")
    for name, text in {
        "Refund": "Refunds $20.00; nothing left over",
        "Pay balance": "Pays $20.00; nothing left over",
    }.items():
        await page.get_by_role("button", name="Operations").click()
        await page.locator(".menu-list:popover-open").get_by_role("button", name=name, exact=True).click()
        await page.get_by_label("Amount", exact=True).fill("20")
        if name == "Refund":
            await expect(brief).to_have_text("$20.00 not matched to a source")
            await page.get_by_role("button", name="Select oldest first").click()
        await seen(text)
    await page.set_viewport_size({"width": 1280, "height": 900})
    await page.locator("h1").focus()
    await page.keyboard.press("m")
    await expect(page.get_by_role("dialog").locator(".marks")).to_be_visible()
    await page.get_by_label("Amount", exact=True).fill("20")
    await expect(brief).to_be_hidden()


async def test_what_the_amount_fits_exactly_is_proposed_and_taken_by_the_keyboard(visitor: Visitor) -> None:
    page = await at_account(visitor, "9672", WORKED_EXAMPLE, (("Camp", 4_000),))
    await page.keyboard.press("m")
    await page.locator(".marks").wait_for()
    fits = page.locator(".fits .chip")
    await expect(fits).to_have_count(0)
    for typed, proposed in (
        ("40", ["INV-9672-2"]),
        ("75", ["Swim lessons, level 3, INV-9672-1", "Swim lessons, level 1, INV-9672-1"]),
        ("210", ["everything due"]),
        ("39", []),
    ):
        await page.get_by_label("Amount", exact=True).fill(typed)
        await expect(fits).to_have_text(proposed)
    await page.get_by_label("Amount", exact=True).fill("40")
    await expect(page.locator(".mark input:checked")).to_have_count(0)  # proposed, not selected
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await expect(page.locator(".mark.whole input:checked")).to_have_count(1)
    await expect(page.locator(".preview")).to_contain_text("Fully applied")
    await expect(fits).to_have_count(0)
    await page.get_by_label("Amount", exact=True).fill("100")
    await page.keyboard.press("Alt+o")
    await expect(parts(page)).to_have_text(
        [re.compile(r"\$75\.00"), re.compile(r"\$25\.00"), re.compile(r"\$0\.00"), ""]
    )


async def test_earlier_money_and_the_same_amount_are_shown(visitor: Visitor) -> None:
    page = await at_account(visitor, "9673", (("Class", 5_000),), (("Camp", 4_000),))
    for _ in range(2):
        await page.keyboard.press("m")
        await page.locator(".marks").wait_for()
        await page.get_by_label("Amount", exact=True).fill("15")
        await page.get_by_label("Reference").fill("Check 88")
        if await page.locator("details.transaction").filter(has_text="Payment").count():
            break
        await page.keyboard.press("Enter")
        await page.get_by_role("button", name="Leave unapplied").click()
        await expect(page.locator(".toast")).to_contain_text("of $15.00 recorded.")
    dialog = page.get_by_role("dialog")
    await expect(dialog).to_contain_text("Recorded already? 1 transaction looks the same.")
    await expect(dialog).to_contain_text("$15.00 of earlier money is unapplied.")
    await page.get_by_label("Amount", exact=True).fill("16")
    await expect(dialog).not_to_contain_text("Recorded already?")
    await page.get_by_role("button", name="Apply it first").click()
    await (
        page.get_by_role("dialog", name=re.compile("^Reconcile account"))
        .get_by_role("button", name="Reconcile", exact=True)
        .click()
    )
    await expect(page.get_by_role("dialog")).to_have_count(1)
    await expect(page.get_by_role("dialog")).not_to_contain_text("of earlier money is unapplied")
    await expect(page.get_by_label("Amount", exact=True)).to_have_value("16")
