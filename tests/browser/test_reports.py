"""Reports: each says on the page what the API says, and those that must agree do."""

import asyncio
import re
from decimal import Decimal
from typing import Any

import pytest
from playwright.async_api import Page, Route, expect

from tests.support.lesser_viewer import may_only
from tests.support.past_the_page import all_rows, changes, downloaded, graph
from tests.support.sent import sent
from tests.support.site import OUT_OF_REACH, Visitor
from tests.support.slow_answers import ADDRESS

YEAR = "last-12-months"
PERIOD = "period: { preset: LAST_12_MONTHS }"
ITEM_ROWS = f"""query ($after: String) {{ report: paymentByItemReport({PERIOD}) {{ rows(first: 400, after: $after) {{
  nodes {{ appliedCents transaction {{ number }} }} pageInfo {{ hasNextPage endCursor }}
}} }} }}"""
BREAKDOWN_ROWS = f"""query ($after: String) {{ report: paymentBreakdownReport({PERIOD}) {{ rows(first: 400, after: $after) {{
  nodes {{ amountCents cash }} pageInfo {{ hasNextPage endCursor }}
}} }} }}"""
SUMS = f"""{{
  item: paymentByItemReport({PERIOD}) {{ totalCents processingCents unreconciledCents rows {{ totalCount }} }}
  code: paymentByLedgerCodeReport({PERIOD}) {{
    totalCents rows {{ ledgerCode {{ code }} unreconciled method amountCents }}
  }}
  paid: paymentBreakdownReport({PERIOD}) {{ cashCents nonCashCents byLedgerCode {{ ledgerCode {{ code }} cashCents }} }}
  sales: salesByLedgerCodeReport({PERIOD}) {{
    totalCents rows {{ ledgerCode {{ code }} invoicedCents creditedCents netCents }}
  }}
  aging: agingReport {{
    totals {{ totalCents over90DaysCents }}
    rows(first: 100) {{ nodes {{ account {{ number }} amounts {{ totalCents }} }} }}
  }}
}}"""
TO = " \N{EN DASH} "
FOOT = ".report tfoot .amount"


def shown(cents: int) -> str:
    """An amount as the page writes it."""
    text = f"${abs(cents) // 100:,}.{abs(cents) % 100:02}"
    return f"\N{MINUS SIGN}{text}" if cents < 0 else text


async def opened(visitor: Visitor, address: str) -> Page:
    """A report; its figures are there."""
    await visitor.go(f"/reports/{address}")
    await visitor.page.locator(".report .figures dd").first.wait_for()
    return visitor.page


async def assert_figures(page: Page, expected: dict[str, str]) -> None:
    """These are the figures above the tables, by their titles."""
    await expect(page.locator(".report .figures > dl dt")).to_have_text(list(expected), use_inner_text=True)
    await expect(page.locator(".report .figures > dl dd")).to_have_text(list(expected.values()), use_inner_text=True)


async def file_of(visitor: Visitor) -> list[dict[str, str]]:
    """What the report's CSV holds."""
    return (await downloaded(visitor))[1]


def cents(rows: list[dict[str, str]], column: str) -> int:
    """What a column of a file comes to."""
    return int(sum(Decimal(row[column]) for row in rows) * 100)


async def test_payment_by_item_and_by_ledger_code_say_what_the_api_says_and_the_same_total(visitor: Visitor) -> None:
    await visitor.follow_link()
    sums = await graph(visitor, SUMS)
    known = await all_rows(visitor, ITEM_ROWS, "report", "rows")
    page = await opened(visitor, f"payment-by-item?period={YEAR}")
    total, processing = sums["item"]["totalCents"], sums["item"]["processingCents"]
    expected = {
        "Total": shown(total),
        "Received": shown(total - processing),
        "Processing": shown(processing),
        "Unreconciled": shown(sums["item"]["unreconciledCents"]),
    }
    await assert_figures(page, expected)
    await expect(page.locator(".report tbody tr")).to_have_count(50)
    assert len(known) > 50
    rows = await file_of(visitor)
    assert [row["Number"] for row in rows] == [row["transaction"]["number"] for row in known]
    assert [int(Decimal(row["Applied amount"]) * 100) for row in rows] == [row["appliedCents"] for row in known]
    assert cents(rows, "Applied amount") == total
    await page.get_by_role("link", name="payment by ledger code").click()
    await expect(page.get_by_role("heading", name="Payment by ledger code")).to_be_visible()
    await page.locator(FOOT).first.wait_for()
    await assert_figures(page, expected)
    await expect(page.locator(FOOT).last).to_have_text(shown(total))
    by_code: dict[str, int] = {}
    for row in sums["code"]["rows"]:
        name = "Unreconciled" if row["unreconciled"] else (row["ledgerCode"] or {"code": "No ledger code"})["code"]
        by_code[name] = by_code.get(name, 0) + row["amountCents"]
    for name, amount in by_code.items():
        line = page.locator(".report tbody tr").filter(has_text=name)
        await expect(line.locator("td[data-title=Total]")).to_have_text(shown(amount))
    assert cents(await file_of(visitor), "Amount") == total


async def test_a_ledger_code_leads_to_the_rows_that_it_adds_up(visitor: Visitor) -> None:
    await visitor.follow_link()
    sums = await graph(visitor, SUMS)
    page = await opened(visitor, f"payment-by-ledger-code?period={YEAR}")
    swim = sum(
        row["amountCents"] for row in sums["code"]["rows"] if row["ledgerCode"] and row["ledgerCode"]["code"] == "SWIM"
    )
    await page.get_by_role("link", name="SWIM").click()
    await expect(page.locator(".only")).to_contain_text("ledger code SWIM: ")
    await expect(page.locator(".only")).to_contain_text(shown(swim))
    await expect(page.locator(FOOT)).to_have_text([shown(swim)])
    assert cents(await file_of(visitor), "Applied amount") == swim
    await expect(page.locator(".report tbody th a").first).to_have_attribute(
        "href", re.compile(r"^/transactions/.+/reconciliations$")
    )
    await page.go_back()
    await expect(page.get_by_role("link", name="SWIM")).to_be_focused()


async def test_the_breakdown_and_the_sales_say_what_the_api_says(visitor: Visitor) -> None:
    await visitor.follow_link()
    sums = await graph(visitor, SUMS)
    page = await opened(visitor, f"payment-breakdown?period={YEAR}")
    cash, by_credits = sums["paid"]["cashCents"], sums["paid"]["nonCashCents"]
    await assert_figures(page, {"Cash": shown(cash), "Paid by credits": shown(by_credits)})
    by_code = page.locator(".report table").first
    foot = [shown(cash), shown(by_credits), shown(by_credits)]
    await expect(by_code.locator("tfoot .amount")).to_have_text(foot, use_inner_text=True)
    of_codes = [shown(row["cashCents"]) for row in sums["paid"]["byLedgerCode"]]
    await expect(by_code.locator("tbody td[data-title=Cash]")).to_have_text(of_codes, use_inner_text=True)
    known = await all_rows(visitor, BREAKDOWN_ROWS, "report", "rows")
    rows = await file_of(visitor)
    assert [(row["Cash"] == "yes", cents([row], "Amount")) for row in rows] == [
        (row["cash"], row["amountCents"]) for row in known
    ]
    assert cents([row for row in rows if row["Cash"] == "yes"], "Amount") == cash
    assert cash == sums["item"]["totalCents"] - sums["item"]["unreconciledCents"]
    await page.get_by_role("navigation", name="Reports").get_by_role("link", name="Sales").click()
    await page.get_by_role("heading", name="Sales by ledger code").wait_for()
    await page.locator(FOOT).first.wait_for()
    for column, title in (
        ("invoicedCents", "Invoiced"),
        ("creditedCents", "Credited and cancelled"),
        ("netCents", "Sales"),
    ):
        of_code = [row[column] for row in sums["sales"]["rows"]]
        cells = page.locator(f".report tbody td[data-title='{title}']")
        await expect(cells).to_have_text([shown(each) for each in of_code], use_inner_text=True)
        await expect(page.locator(f".report tfoot td[data-title='{title}']")).to_have_text(shown(sum(of_code)))
    assert sum(row["netCents"] for row in sums["sales"]["rows"]) == sums["sales"]["totalCents"]


async def test_aging_says_what_the_api_says_and_leads_to_billing(visitor: Visitor) -> None:
    await visitor.follow_link()
    aging: Any = (await graph(visitor, SUMS))["aging"]
    page = await opened(visitor, "aging")
    total = page.locator(".report .figures > dl div", has=page.locator("dt", has_text=re.compile("^Total due$")))
    await expect(total.locator("dd")).to_have_text(shown(aging["totals"]["totalCents"]))
    await expect(page.locator(".aging dd").last).to_have_text(shown(aging["totals"]["over90DaysCents"]))
    rows = await file_of(visitor)
    assert {row["Account number"]: cents([row], "Total") for row in rows} == {
        row["account"]["number"]: row["amounts"]["totalCents"] for row in aging["rows"]["nodes"]
    }
    await page.get_by_role("link", name="Maria Rivera").click()
    await page.get_by_role("heading", name="Maria Rivera").wait_for()


async def test_a_report_as_recorded_earlier_leaves_out_what_came_later(visitor: Visitor) -> None:
    await visitor.follow_link()
    page = await opened(visitor, "aging")
    await page.get_by_label("As of").fill("2020-01-01T08:00")
    await expect(page).to_have_url(re.compile(r"asOf=2020-01-01T08%3A00%3A00\.000Z"))
    await expect(page.locator(".as-of")).to_contain_text("As of Jan 1, 2020, 8:00 AM.")
    await expect(page.locator("main")).to_contain_text("Nothing is due on this date.")
    await page.go_back()
    await page.go_forward()
    await expect(page.get_by_label("As of")).to_have_value("2020-01-01T08:00")
    await page.get_by_label("As of").fill("")
    await page.get_by_role("link", name="Maria Rivera").wait_for()


async def test_a_report_is_of_the_currency_that_is_chosen(visitor: Visitor) -> None:
    await visitor.follow_link()
    async with changes(visitor) as made:
        await made.make("createAccount", "account { id }", number="7777", ownerName="Yen Ito", currency="JPY")
        page = await opened(visitor, "sales-by-ledger-code?period=2026")
        await expect(page.get_by_label("Currency")).to_have_value("USD")
        await expect(page.locator(".figures dd").first).to_have_text(re.compile(r"\$\d"))
        await page.get_by_label("Currency").select_option("JPY")
        await expect(page.locator(".figures dd").first).to_have_text(re.compile(r"^¥0$"))
        await expect(page.locator("main")).to_contain_text("No invoices, credits or cancellations in this period.")
        await expect(page).to_have_url(re.compile("currency=JPY"))


async def test_presets_years_and_dates_live_in_the_address(visitor: Visitor) -> None:
    await visitor.follow_link()
    page = await opened(visitor, "payment-by-ledger-code")
    heading = page.locator(".heading .soft")
    await page.get_by_label("Period").select_option("2025")
    await expect(heading).to_have_text(f"Jan 1, 2025{TO}Dec 31, 2025, in USD")
    await page.get_by_label("Period").select_option("Custom dates…")
    await page.get_by_label("From").fill("2026-02-01")
    await page.get_by_label("To", exact=True).fill("2026-02-28")
    await expect(heading).to_have_text(f"Feb 1, 2026{TO}Feb 28, 2026, in USD")
    await expect(page).to_have_url(re.compile(r"period=2026-02-01\.\.2026-02-28"))
    await page.get_by_role("navigation", name="Reports").get_by_role("link", name="By item").click()
    await expect(heading).to_have_text(f"Feb 1, 2026{TO}Feb 28, 2026, in USD")
    await page.go_back()
    await expect(page.get_by_role("heading", name="Payment by ledger code")).to_be_visible()


async def test_a_file_is_called_by_what_it_holds(visitor: Visitor) -> None:
    await visitor.be_signed_in()
    page = await opened(visitor, "payment-by-item?period=2025")
    read = asyncio.Event()

    async def slowly(route: Route) -> None:
        if re.search(r'"first":50\b', sent(route.request)):  # and not the 500 that a file reads
            await read.wait()
        await route.continue_()

    await page.route("**/graphql", slowly)
    await page.get_by_label("Period").select_option("2026")
    async with page.expect_download() as coming:
        await page.get_by_role("button", name="CSV").click()
    assert (await coming.value).suggested_filename == "payment-by-item-2026-01-01-to-2026-12-31.csv"
    read.set()
    await expect(page.locator(".heading .soft")).to_contain_text("2026")


async def test_what_is_printed_is_the_whole_report_with_its_heading_on_each_page(visitor: Visitor) -> None:
    await visitor.follow_link()
    page = await opened(visitor, f"payment-by-item?period={YEAR}")
    total = (await graph(visitor, SUMS))["item"]["rows"]["totalCount"]
    await page.evaluate("window.print = () => { document.title = 'printed'; }")
    await page.get_by_role("button", name="Print").click()
    await expect(page).to_have_title("printed")
    await expect(page.locator(".report tbody tr")).to_have_count(total)
    await page.emulate_media(media="print")
    for hidden in ("header.bar", ".filters", ".tabs", ".heading .actions", ".crumb"):
        await expect(page.locator(hidden)).to_be_hidden()
    await expect(page.locator("thead .print-only")).to_have_text(re.compile(rf"Payment by item, .+{TO}.+, in USD"))
    await expect(page.get_by_text(re.compile("Tieout, printed .+ by Demo administrator"))).to_be_visible()
    assert len(re.findall(rb"/Type\s*/Page\b", await page.pdf(format="A4"))) > 2


async def test_without_billing_every_figure_is_there_and_no_name(visitor: Visitor) -> None:
    await visitor.follow_link()
    await may_only(visitor.page, "VIEW_REPORTS")
    page = await opened(visitor, f"payment-by-item?period={YEAR}")
    await expect(page.locator("main")).to_contain_text("You don't have access to client names.")
    assert "Owner name" not in (await file_of(visitor))[0]
    await visitor.go("/reports/aging")
    await expect(page.locator("main")).to_contain_text("VIEW_CLIENT_ACCOUNTS")
    await expect(page.locator(".aging dd").first).to_be_visible()
    await expect(page.get_by_role("navigation", name="Pages").get_by_role("link")).to_have_text(["Reports"])


@pytest.mark.parametrize(("path", "permission"), [("/reports", "VIEW_REPORTS"), ("/reports/aging", "VIEW_REPORTS")])
async def test_without_the_permission_no_report_is_shown(visitor: Visitor, path: str, permission: str) -> None:
    await visitor.go(path)
    await visitor.sign_in("bo@example.org")
    await expect(visitor.page.locator("main")).to_contain_text(permission)


async def test_changes_since_an_instant_can_be_read_again_and_need_a_valid_one(visitor: Visitor) -> None:
    page = visitor.page

    async def refuse(route: Route) -> None:
        await (route.abort("connectionrefused") if "query Changed" in sent(route.request) else route.continue_())

    await visitor.be_signed_in()
    await page.route(ADDRESS, refuse)
    visitor.foresees(OUT_OF_REACH)
    await visitor.go("/reports/payment-by-item?since=2026-03-01T00:00:00.000001Z")
    changed = page.locator("section", has=page.locator("#changed"))
    await expect(changed.get_by_role("alert")).to_contain_text("The server cannot be reached")
    await page.unroute(ADDRESS, refuse)
    await changed.get_by_role("button", name="Try again").click()
    await expect(changed.locator("table")).to_be_visible()
    await visitor.go("/reports/payment-by-item?since=yesterday")
    await expect(page.locator(".report table")).to_be_visible()
    await expect(changed).to_have_count(0)


async def test_a_report_that_there_is_not_or_that_fails_says_so(visitor: Visitor) -> None:
    page = visitor.page

    async def gone(route: Route) -> None:
        await route.abort("connectionrefused")

    await visitor.be_signed_in()
    await visitor.go("/reports/nonsense")
    await expect(page.locator("main")).to_contain_text("Report not found.")
    await page.get_by_role("link", name="Go to reports").click()
    await page.route("**/graphql", gone)
    await page.get_by_role("link", name="Aging").click()
    await expect(page.get_by_role("alert")).to_contain_text("The server cannot be reached")
    visitor.foresees(OUT_OF_REACH)
    await page.unroute("**/graphql")
    await page.get_by_role("button", name="Try again").click()
    await page.get_by_role("link", name="Maria Rivera").wait_for()
