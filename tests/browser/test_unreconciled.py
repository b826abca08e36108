"""Unreconciled items: found, sorted, totalled, and taken along to the last page."""

import re
from decimal import Decimal

import pytest
from playwright.async_api import Route, expect

from tests.support.past_the_page import all_rows, downloaded, graph
from tests.support.sent import sent
from tests.support.site import OUT_OF_REACH, Visitor

ROWS = "table tbody tr"
ITEMS = """query ($period: PeriodInput, $filter: UnreconciledFilter, $after: String) {
  unreconciledItems(period: $period, filter: $filter, first: 40, after: $after) {
    nodes { ageDays description unreconciledCents transaction { number date side account { ownerName } } }
    pageInfo { hasNextPage endCursor }
  }
}"""

ACCOUNTS = "{ accounts(first: 1000) { nodes { unreconciledDebitCents unreconciledCreditCents } } }"


async def opened(visitor: Visitor, query: str = "") -> None:
    """The list, signed in."""
    await visitor.be_signed_in()
    await visitor.go(f"/unreconciled{query}")
    await visitor.page.locator(ROWS).first.wait_for()


async def test_the_file_holds_everything_that_the_filter_finds(visitor: Visitor) -> None:
    page = visitor.page
    await opened(visitor)
    known = await all_rows(visitor, ITEMS, "unreconciledItems")
    shown = await page.locator(ROWS).count()
    assert shown < len(known)
    name, rows = await downloaded(visitor)
    assert re.fullmatch(r"unreconciled-items-\d{4}-\d\d-\d\d\.csv", name)
    assert [(row["Owner name"], row["Number"], row["Date"], row["Age in days"]) for row in rows] == [
        (
            row["transaction"]["account"]["ownerName"],
            row["transaction"]["number"],
            row["transaction"]["date"],
            str(row["ageDays"]),
        )
        for row in known
    ]
    assert [Decimal(row["Open"]) * 100 for row in rows] == [row["unreconciledCents"] for row in known]
    await expect(page.locator(ROWS)).to_have_count(shown)


async def test_each_item_is_one_line_on_a_tablet(visitor: Visitor) -> None:
    await visitor.page.set_viewport_size({"width": 768, "height": 1024})
    await opened(visitor)
    heights = await visitor.page.locator(ROWS).evaluate_all("rows => rows.map(row => Math.round(row.offsetHeight))")
    assert len(set(heights)) == 1, heights
    assert heights[0] < 40
    references = visitor.page.locator(f"{ROWS} td .narrow")
    await expect(references.first).to_be_visible()
    assert await visitor.fits()


async def test_a_list_that_changes_while_it_is_read_is_read_anew(visitor: Visitor) -> None:
    page = visitor.page
    read: list[int] = []
    lies = 1

    async def counting_wrong(route: Route) -> None:
        if "query Unreconciled" not in sent(route.request):
            return await route.continue_()
        answer = await route.fetch()
        body = await answer.json()
        read.append(len(body["data"]["unreconciledItems"]["nodes"]))
        body["data"]["unreconciledItems"]["totalCount"] += len(read) <= lies
        return await route.fulfill(response=answer, json=body)

    await opened(visitor, "?period=last-month")
    await page.route("**/graphql", counting_wrong)
    assert len((await downloaded(visitor))[1]) == read[1]
    assert len(read) == 2
    lies = 100
    await page.get_by_role("button", name="CSV").click()
    await expect(page.locator(".toast.error")).to_contain_text("The list keeps changing while it loads.")
    await page.unroute("**/graphql")


async def test_what_is_copied_is_what_is_filtered(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await opened(visitor, "?show=credits")
    known = await all_rows(visitor, ITEMS, "unreconciledItems", filter={"side": "CREDIT"})
    await page.get_by_role("button", name="Copy for spreadsheet").click()
    await expect(page.locator(".toast")).to_contain_text(f"Copied {len(known)} rows.")
    copied = (await page.evaluate("navigator.clipboard.readText()")).split("\n")
    assert [line.split("\t")[6] for line in copied[1:]] == [row["transaction"]["number"] for row in known]


async def test_totals_are_of_the_whole_list_and_come_to_what_the_accounts_have_open(visitor: Visitor) -> None:
    page = visitor.page
    await opened(visitor)
    known = await all_rows(visitor, ITEMS, "unreconciledItems")
    accounts = (await graph(visitor, ACCOUNTS))["accounts"]["nodes"]
    assert await page.locator(ROWS).count() < len(known)
    figures = page.locator(".figures")
    for words, side in (("Due", "Debit"), ("Unapplied", "Credit")):
        of_side = [row for row in known if row["transaction"]["side"] == side.upper()]
        total = sum(each[f"unreconciled{side}Cents"] for each in accounts)
        assert total == sum(row["unreconciledCents"] for row in of_side)
        await expect(figures).to_contain_text(f"{words}, {len(of_side)} items")
        await expect(figures).to_contain_text(f"${Decimal(total) / 100:,.2f}")
    await page.get_by_label("Show").select_option("Unapplied")
    await expect(figures.locator("dt")).to_have_text([f"Unapplied, {len(of_side)} items"])
    await expect(figures.locator("dd")).to_have_text([f"${Decimal(total) / 100:,.2f}"])
    assert sum(Decimal(row["Open"]) for row in (await downloaded(visitor))[1]) == Decimal(total) / 100


@pytest.mark.parametrize(
    ("chosen", "query", "period"),
    [
        ("Last month", "last-month", {"preset": "LAST_MONTH"}),
        ("Last 6 months", "last-6-months", {"preset": "LAST_6_MONTHS"}),
    ],
)
async def test_presets_are_periods_of_the_address(visitor: Visitor, chosen: str, query: str, period: object) -> None:
    page = visitor.page
    await opened(visitor)
    known = await all_rows(visitor, ITEMS, "unreconciledItems", period=period)
    await page.get_by_label("Period").select_option(chosen)
    await expect(page.get_by_role("status").filter(has_text=f"{len(known)} items")).to_be_visible()
    await expect(page).to_have_url(re.compile(f"period={query}"))


async def test_going_back_finds_the_filters_again(visitor: Visitor) -> None:
    page = visitor.page
    await opened(visitor)
    await page.get_by_label("Show").select_option("Payments")
    await page.get_by_label("Period").select_option("Last 12 months")
    await page.get_by_role("searchbox").fill("carter")
    await expect(page.locator(ROWS)).to_have_text([re.compile("Ben Carter")] * 3)
    await page.get_by_role("link", name="Ben Carter").first.click()
    await expect(page.locator("details.transaction[open] summary")).to_contain_text("PAY-1022")
    await page.go_back()
    await expect(page.get_by_label("Show")).to_have_value("PAYMENT")
    await expect(page.locator(ROWS)).to_have_count(3)
    await expect(page.get_by_role("link", name="Ben Carter").first).to_be_focused()


async def test_a_column_sorts_where_the_list_is_longer_than_the_page(visitor: Visitor) -> None:
    page = visitor.page
    await opened(visitor)
    known = await all_rows(visitor, ITEMS, "unreconciledItems")
    largest = Decimal(max(row["unreconciledCents"] for row in known)) / 100
    await page.get_by_role("button", name="Open").click()
    await expect(page.locator(ROWS).first).to_contain_text(f"${largest:,.2f}")
    await expect(page.locator("th[aria-sort=descending]")).to_have_text("Open")


async def test_refuses_dates_the_wrong_way_round(visitor: Visitor) -> None:
    await visitor.be_signed_in()
    await visitor.go("/unreconciled?period=2026-03-31..2026-03-01")
    await expect(visitor.page.get_by_role("alert")).to_have_text("The first day is after the last day.")
    await visitor.page.get_by_label("To", exact=True).fill("2026-04-30")
    await expect(visitor.page.locator(".card.unreconciled")).to_contain_text(
        re.compile(r"No open items match|reconciled")
    )


async def test_nothing_found_says_what_to_do(visitor: Visitor) -> None:
    await visitor.be_signed_in()
    await visitor.go("/unreconciled?search=nobody")
    await expect(visitor.page.locator("main")).to_contain_text("No open items match.")
    await visitor.page.get_by_role("link", name="Show all unreconciled items").click()
    await expect(visitor.page.locator(ROWS)).to_have_count(50)


async def test_without_billing_the_missing_permission_is_named(visitor: Visitor) -> None:
    await visitor.go("/unreconciled")
    await visitor.sign_in("bo@example.org")
    await expect(visitor.page.locator("main")).to_contain_text(
        "You need the permission Client billing (CLIENT_BILLING)."
    )


async def test_a_list_that_cannot_be_read_is_tried_again(visitor: Visitor) -> None:
    page = visitor.page

    async def gone(route: Route) -> None:
        await route.abort("connectionrefused")

    await visitor.follow_link()
    await page.route("**/graphql", gone)
    await visitor.navigate("Unreconciled items")
    await expect(page.get_by_role("alert")).to_contain_text("The server cannot be reached")
    visitor.foresees(OUT_OF_REACH)
    await page.unroute("**/graphql")
    await page.get_by_role("button", name="Try again").click()
    await expect(page.locator(ROWS)).to_have_count(50)
