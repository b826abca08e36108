"""Upcoming payments: by when they are due; changed, deleted and processed after a look at what follows."""

import datetime
import re
from collections.abc import AsyncIterator

import pytest_asyncio
from playwright.async_api import Browser, Locator, Route, expect

from tests.support.past_the_page import Changes, changes, graph
from tests.support.sent import sent
from tests.support.site import OUT_OF_REACH, Visitor, visiting
from tests.support.undoing import withdraw

ROWS = "table tbody tr"
DUE = {"Overdue": -3, "Today": 0, "Within a week": 4, "Later": 40}
AT_ONCE = """(field, value) => {
    field.value = value;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.form.requestSubmit();
}"""
"""Another value, and Enter before anything can have been previewed of it."""
PER_GROUP_CENTS = 2_500


def section(visitor: Visitor, title: str) -> Locator:
    """A group of planned payments."""
    return visitor.page.locator(".upcoming section").filter(has=visitor.page.get_by_role("heading", name=title))


async def planned(visitor: Visitor, made: Changes) -> None:
    """A planned payment in each group, on one item of account 1024."""
    account = (await graph(visitor, '{ account(number: "1024") { id } }'))["account"]["id"]
    today = datetime.datetime.now(datetime.UTC).date()
    item = {"description": "Rowing, one season", "ledgerCode": "SWIM", "amountCents": 10_000}
    invoice = await made.make(
        "createInvoice", "transaction { items { id } }", accountId=account, items=[item], date=str(today)
    )
    held = [{"itemId": invoice["transaction"]["items"][0]["id"], "amountCents": PER_GROUP_CENTS}]
    installments = [
        {
            "dueOn": str(today + datetime.timedelta(days=days)),
            "amountCents": PER_GROUP_CENTS,
            "method": "CARD",
            "items": held,
        }
        for days in DUE.values()
    ]
    await made.make("createPlannedPayments", "plannedPayments { id }", accountId=account, installments=installments)


@pytest_asyncio.fixture(loop_scope="session")
async def upcoming(visitor: Visitor) -> AsyncIterator[Visitor]:
    """The list with something in each group, signed in."""
    await visitor.follow_link()
    async with changes(visitor) as made:
        await planned(visitor, made)
        await visitor.go("/upcoming")
        await visitor.page.locator(ROWS).first.wait_for()
        yield visitor


async def test_planned_payments_stand_in_groups_by_their_due_date(upcoming: Visitor) -> None:
    page = upcoming.page
    for title in DUE:
        await expect(section(upcoming, title).locator(ROWS).filter(has_text="Olivia Bennett")).to_have_count(1)
    await expect(section(upcoming, "Overdue")).to_contain_text("Rowing, one season")
    await expect(page.locator(".upcoming section h2").first).to_have_text(
        re.compile(r"Overdue\s+1 payment,\s+\$25\.00")
    )
    await page.get_by_role("searchbox").fill("rowing")
    await expect(page.locator(ROWS)).to_have_count(4)
    await page.get_by_label("Due").select_option("Due by today")
    await expect(page.locator(ROWS)).to_have_count(2)
    await section(upcoming, "Today").get_by_role("link", name="Olivia Bennett").click()
    await page.get_by_role("heading", name="Olivia Bennett").wait_for()
    await page.go_back()
    await expect(page.get_by_role("searchbox")).to_have_value("rowing")
    await expect(page.locator(ROWS)).to_have_count(2)


async def test_the_link_from_a_locked_reconciliation_shows_the_accounts_planned_payments_wherever_they_stand(
    visitor: Visitor,
) -> None:
    page = visitor.page
    await visitor.follow_link()
    async with changes(visitor) as made:
        await planned(visitor, made)
        account = (await graph(visitor, '{ account(number: "1022") { id } }'))["account"]["id"]
        far = [
            {"dueOn": f"{2031 + index // 12}-{1 + index % 12:02}-01", "amountCents": 100, "method": "CARD"}
            for index in range(120)
        ]
        await made.make("createPlannedPayments", "plannedPayments { id }", accountId=account, installments=far)
        later = [{"dueOn": "2049-01-01", "amountCents": 777, "method": "CARD"}]
        account = (await graph(visitor, '{ account(number: "1024") { id } }'))["account"]["id"]
        await made.make("createPlannedPayments", "plannedPayments { id }", accountId=account, installments=later)
        known = await graph(visitor, '{ account(number: "1024") { plannedPayments { totalCount } } }')
        total = known["account"]["plannedPayments"]["totalCount"]
        await visitor.go("/upcoming")
        await expect(page.locator(ROWS)).to_have_count(50)
        await expect(section(visitor, "Later").locator("h2")).to_contain_text("payments shown, $")
        await visitor.go("/upcoming?search=1024")
        await expect(page.get_by_role("searchbox")).to_have_value("1024")
        await expect(page.locator(ROWS)).to_have_text([re.compile("Olivia Bennett")] * total)
        await expect(page.get_by_role("status").filter(has_text="planned payment")).to_have_text(
            f"{total} planned payments"
        )
        await page.get_by_role("searchbox").fill("$7.77")
        await expect(page.locator(ROWS)).to_have_count(1)
        await expect(page.locator(ROWS)).to_contain_text("Jan 1, 2049")
        await page.get_by_role("searchbox").fill("nobody")
        await expect(page.locator("main")).to_contain_text("No planned payments match.")
        await page.get_by_role("link", name="Show all upcoming payments").click()
        await expect(page.locator(ROWS)).to_have_count(50)


async def test_today_is_the_organisations_wherever_the_reader_is(upcoming: Visitor, browser: Browser) -> None:
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):  # at any moment one of them has another day than UTC
        async with visiting(browser, upcoming.site, zone=zone) as reader:
            await reader.follow_link()
            await reader.go("/upcoming")
            for title in DUE:
                await expect(section(reader, title).locator(ROWS).filter(has_text="Olivia Bennett")).to_have_count(1)
            assert reader.problems == []


async def test_what_is_due_is_previewed_processed_at_once_and_undone(upcoming: Visitor) -> None:
    page = upcoming.page
    rows = await page.locator(ROWS).count()
    await page.keyboard.press("p")
    dialog = page.get_by_role("dialog", name="Process due payments")
    await expect(dialog.locator(".preview .sum")).to_have_text(re.compile(r"Total\s*\$50\.00"))
    await expect(dialog.locator(".preview dt")).to_have_count(3)
    await expect(page.locator(ROWS)).to_have_count(rows)
    due = dialog.get_by_label("Due by")
    await due.evaluate(AT_ONCE, "2100-01-01")
    await expect(dialog.get_by_role("button", name="Process 2 payments")).to_have_count(0)
    await expect(dialog).to_be_visible()
    await due.fill("")
    await dialog.get_by_role("button", name="Process 2 payments").click()
    toast = page.locator(".toast")
    await expect(toast).to_contain_text("2 planned payments processed.")
    await expect(page.locator(ROWS)).to_have_count(rows - 2)
    await expect(section(upcoming, "Overdue")).to_have_count(0)
    await withdraw(page)
    await expect(page.locator(ROWS)).to_have_count(rows)
    await expect(section(upcoming, "Overdue")).to_be_visible()


async def test_deleting_says_first_what_it_frees(upcoming: Visitor) -> None:
    page = upcoming.page
    rows = await page.locator(ROWS).count()
    later = section(upcoming, "Later").locator(ROWS).filter(has_text="Olivia Bennett")
    await later.get_by_role("button", name="Delete").click()
    dialog = page.get_by_role("dialog", name="Delete the planned payment of $25.00?")
    await expect(dialog.locator(".preview")).to_contain_text("Rowing, one season")
    await expect(dialog.locator(".preview dd")).to_have_text("$25.00 open")
    await expect(page.locator(ROWS)).to_have_count(rows)
    await dialog.get_by_role("button", name="Delete").click()
    await expect(page.locator(ROWS)).to_have_count(rows - 1)
    await expect(page.locator("[data-row]:focus")).to_have_count(1)
    await page.keyboard.press("u")
    await expect(page.locator(ROWS)).to_have_count(rows)


async def test_another_date_keeps_the_items_and_another_amount_frees_them(upcoming: Visitor) -> None:
    page = upcoming.page
    row = section(upcoming, "Overdue").locator(ROWS)
    await row.get_by_role("button", name="Edit").click()
    dialog = page.get_by_role("dialog", name="Edit planned payment: Olivia Bennett")
    await dialog.get_by_role("button", name="Save").click()
    await expect(dialog.locator(".field.wrong")).to_contain_text("Change the date, the amount or the method.")
    today = datetime.datetime.now(datetime.UTC).date()
    await dialog.get_by_label("Due").fill(str(today + datetime.timedelta(days=2)))
    await expect(dialog.locator(".preview")).to_contain_text("Its items stay linked.")
    await dialog.get_by_label("Amount").fill("30")
    await expect(dialog.locator(".preview dd")).to_have_text("$25.00 open")
    await dialog.get_by_role("button", name="Save").click()
    changed = section(upcoming, "Within a week").locator(ROWS).filter(has_text="$30.00")
    await expect(changed).to_contain_text("Amount changed: arrives unreconciled")
    await page.keyboard.press("u")
    await expect(section(upcoming, "Overdue").locator(ROWS)).to_contain_text("$25.00")


async def test_nothing_due_and_nothing_planned_say_what_to_do(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.be_signed_in()
    await visitor.go("/upcoming?due=0")
    await expect(page.locator("main")).to_contain_text("No planned payments match.")
    await page.get_by_role("button", name="Process due payments").click()
    dialog = page.get_by_role("dialog")
    await expect(dialog.locator(".preview")).to_contain_text("Nothing is due by that date.")
    await expect(dialog.get_by_role("button", name=re.compile("Make"))).to_have_count(0)
    await page.keyboard.press("Enter")
    await expect(dialog).to_be_visible()
    await dialog.get_by_role("button", name="Cancel").click()
    await page.get_by_role("link", name="Show all upcoming payments").click()
    await page.locator(ROWS).first.wait_for()


async def test_says_why_to_who_may_not_see_planned_payments(visitor: Visitor) -> None:
    await visitor.go("/upcoming")
    await visitor.sign_in("bo@example.org")
    await expect(visitor.page.locator("main")).to_contain_text("CLIENT_BILLING")


async def test_a_preview_that_fails_makes_no_payment(upcoming: Visitor) -> None:
    page = upcoming.page

    async def gone(route: Route) -> None:
        if "mutation ProcessPlannedPayments" in sent(route.request):
            await route.abort("connectionrefused")
        else:
            await route.continue_()

    await page.route("**/graphql", gone)
    await page.keyboard.press("p")
    dialog = page.get_by_role("dialog")
    await expect(dialog.get_by_role("alert")).to_contain_text("The server cannot be reached")
    await expect(dialog.get_by_role("button", name=re.compile("Make"))).to_have_count(0)
    upcoming.foresees(OUT_OF_REACH)
