"""Sales by ledger code lead to the items that they add up, and these to billing (domain R31)."""

import re
from decimal import Decimal

from playwright.async_api import Page, expect

from tests.support.accessibility import found_wrong_in_any_form
from tests.support.lesser_viewer import may_only
from tests.support.past_the_page import Changes, all_rows, changes, downloaded, graph
from tests.support.site import Visitor

YEAR = "last-12-months"
REPORT = "salesByLedgerCodeReport(period: { preset: LAST_12_MONTHS })"
SUMS = f"{{ report: {REPORT} {{ totalCents rows {{ ledgerCode {{ code }} invoicedCents creditedCents netCents }} }} }}"
ITEMS = f"""query ($code: String, $after: String) {{ report: {REPORT} {{
  items(ledgerCode: $code, first: 500, after: $after) {{
    nodes {{ amountCents kind item {{ transaction {{ number }} }} }} pageInfo {{ hasNextPage endCursor }}
  }}
}} }}"""
ROWS = ".report tbody tr"


def shown(cents: int) -> str:
    """An amount of 0 or more as the page writes it."""
    return f"${cents // 100:,}.{cents % 100:02}"


async def sold(page: Page, titles: dict[str, str]) -> None:
    """The line of totals says these amounts."""
    for title, amount in titles.items():
        await expect(page.locator(f".report tfoot td[data-title='{title}']")).to_have_text(amount)


async def test_a_code_leads_to_the_items_that_come_to_its_row_to_the_cent(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.follow_link()
    (row,) = [row for row in (await graph(visitor, SUMS))["report"]["rows"] if row["ledgerCode"]["code"] == "SWIM"]
    known = await all_rows(visitor, ITEMS, "report", "items", code="SWIM")
    assert row["creditedCents"] > 0, "the demo has cancellations of it"
    await visitor.go(f"/reports/sales-by-ledger-code?period={YEAR}")
    await page.get_by_role("link", name="SWIM").click()
    await expect(page.get_by_role("heading", name="Sales by item")).to_be_visible()
    await expect(page).to_have_url(re.compile(rf"sales-by-item\?period={YEAR}&of=code%3ASWIM"))
    await expect(page.locator(".only")).to_contain_text(
        f"Only ledger code SWIM: {len(known)} rows, {shown(row['netCents'])}."
    )
    for rows_shown in range(50, len(known), 50):
        await expect(page.locator(ROWS)).to_have_count(rows_shown)
        await page.get_by_role("button", name="Show more").click()
    await sold(page, {"Invoiced": shown(row["invoicedCents"]), "Credited and cancelled": shown(row["creditedCents"])})
    await expect(page.locator(ROWS)).to_have_count(len(known))
    _, rows = await downloaded(visitor)
    assert [each["Number"] for each in rows] == [each["item"]["transaction"]["number"] for each in known]
    assert sum(Decimal(each["Amount"]) for each in rows) * 100 == row["netCents"]
    assert {each["Ledger code"] for each in rows} == {"SWIM"}
    owner = page.locator(f"{ROWS} th a").first
    await expect(owner).to_have_attribute("href", re.compile(r"^/accounts/\d+#INV-"))
    name, number = await owner.inner_text(), known[0]["item"]["transaction"]["number"]
    await owner.click()
    await page.get_by_role("heading", name=name).wait_for()
    await expect(page.locator("details.transaction:visible")).to_contain_text([number])
    await page.go_back()
    await expect(owner).to_be_focused()
    await page.go_back()
    await expect(page.get_by_role("link", name="SWIM")).to_be_focused()


async def a_hundred_more(made: Changes, visitor: Visitor) -> None:
    """An invoice of a hundred items, so that there are more pages than one."""
    account = (await graph(visitor, '{ account(number: "1024") { id } }'))["account"]["id"]
    items = [{"description": f"Lane {number}", "ledgerCode": "ICE", "amountCents": number} for number in range(1, 101)]
    await made.make("createInvoice", "transaction { id }", accountId=account, items=items)


async def test_they_grow_page_by_page_and_the_figures_are_of_all(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.follow_link()
    async with changes(visitor) as made:
        await a_hundred_more(made, visitor)
        report = (await graph(visitor, SUMS))["report"]
        (ice,) = [row for row in report["rows"] if row["ledgerCode"]["code"] == "ICE"]
        known = await all_rows(visitor, ITEMS, "report", "items", code="ICE")
        assert 100 < len(known) <= 200
        await visitor.go(f"/reports/sales-by-item?period={YEAR}&of=code:ICE")
        await expect(page.locator(".only")).to_contain_text(f"{len(known)} rows, {shown(ice['netCents'])}.")
        await expect(page.locator(ROWS)).to_have_count(50)
        await expect(page.locator(".report tfoot th")).to_have_text("Rows shown")
        assert len((await downloaded(visitor))[1]) == len(known)
        for rows_shown in range(50, len(known), 50):
            await expect(page.locator(ROWS)).to_have_count(rows_shown)
            await page.get_by_role("button", name="Show more").click()
        await expect(page.locator(ROWS)).to_have_count(len(known))
        await expect(page.locator(".report tfoot th")).to_have_text("Total")
        await sold(page, {"Invoiced": shown(ice["invoicedCents"])})
        await page.get_by_role("link", name="Show all rows").click()
        await expect(page.locator(".only")).to_have_count(0)
        await expect(page.locator(ROWS)).to_have_count(50)
        await expect(page.locator(".report .figures dd").first).to_have_text(shown(report["totalCents"]))
        await page.get_by_role("link", name="sales by ledger code").click()
        await expect(page.locator(".report .figures dd").first).to_have_text(shown(report["totalCents"]))


async def test_without_billing_they_have_amounts_and_no_names(visitor: Visitor) -> None:
    await visitor.be_signed_in()
    await may_only(visitor.page, "VIEW_REPORTS")
    await visitor.go(f"/reports/sales-by-item?period={YEAR}&of=code:SWIM")
    await expect(visitor.page.locator("main")).to_contain_text("You don't have access to client names.")
    await expect(visitor.page.locator(f"{ROWS} a")).to_have_count(0)
    (first, *_) = (await downloaded(visitor))[1]
    assert set(first) == {"Date", "Kind", "Ledger code", "Title", "Amount", "Currency"}


async def test_sales_by_item_are_accessible(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.be_signed_in()
    await visitor.go(f"/reports/sales-by-item?period={YEAR}&of=code:MEMBER")
    await page.locator(ROWS).first.wait_for()
    assert await found_wrong_in_any_form(page) == []
    empty = page.locator(f"{ROWS} td[data-title='Credited and cancelled']:empty").first
    await expect(empty).to_be_visible()
    await page.set_viewport_size({"width": 360, "height": 900})
    await expect(empty).to_be_hidden()
