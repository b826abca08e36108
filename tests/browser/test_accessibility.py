"""Every screen as whoever uses other means than eyes and a mouse finds it (WCAG 2.2 AA, by axe-core)."""

import datetime

import pytest

from tests.support.accessibility import found_wrong, found_wrong_in_any_form
from tests.support.site import OUT_OF_REACH, Visitor

TODAY = datetime.datetime.now(datetime.UTC).date()
LISTS_AND_REPORTS = (
    "/today",
    "/match",
    "/upcoming?ended=yes",
    "/unreconciled?search=rivera",
    "/reports",
    f"/reports/payment-by-item?period={TODAY}..{TODAY}&of=code:MEMBER",
    "/reports/payment-by-ledger-code?period=last-12-months",
    f"/reports/payment-breakdown?period={TODAY}..{TODAY}",
    "/reports/aging?asOf=2020-01-01T00:00:00.000Z",
)


async def test_the_checker_finds_what_is_wrong(visitor: Visitor) -> None:
    await visitor.follow_link()
    await visitor.page.evaluate(
        "document.querySelector('main input').closest('label').replaceWith(document.createElement('input'))"
    )
    await visitor.page.locator("main tbody td").last.evaluate("cell => { cell.style.color = '#ddd'; }")
    found = await found_wrong(visitor.page)
    assert any(each.startswith("label:") for each in found)
    assert any(each.startswith("color-contrast:") for each in found)


async def test_signing_in_the_accounts_and_the_list_of_keys_are_accessible(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.go("/")
    await page.get_by_role("button", name="Sign in").wait_for()
    assert await found_wrong_in_any_form(page) == []
    await visitor.follow_link()
    assert await found_wrong_in_any_form(page) == []
    await page.keyboard.press("?")
    await page.get_by_role("dialog", name="Keyboard shortcuts").wait_for()
    assert await found_wrong_in_any_form(page) == []


async def test_client_billing_and_a_payment_with_a_mistake_are_accessible(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.be_signed_in()
    await visitor.go("/accounts/1001")
    await page.locator("details.transaction summary").first.click()
    await page.locator(".items").first.wait_for()
    assert await found_wrong_in_any_form(page) == []
    await page.get_by_role("button", name="Make payment").first.click()
    await page.get_by_label("Amount", exact=True).fill("no amount")
    await page.keyboard.press("Enter")
    await page.locator(".field.wrong").wait_for()
    assert await found_wrong_in_any_form(page) == []


async def test_the_reconciliations_of_a_transaction_are_accessible(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.be_signed_in()
    await visitor.go("/transactions/OLD-2207/reconciliations")
    await page.locator(".suggestions").wait_for()
    await page.locator("li.reconciliation input").first.fill("no amount")
    assert await found_wrong_in_any_form(page) == []


async def test_the_explorer_is_accessible(visitor: Visitor) -> None:
    await visitor.be_signed_in()
    await visitor.go("/explorer")
    await visitor.page.locator(".docs-fields").wait_for()
    assert await found_wrong_in_any_form(visitor.page) == []


@pytest.mark.parametrize("addresses", [LISTS_AND_REPORTS[:5], LISTS_AND_REPORTS[5:]])
async def test_lists_and_reports_are_accessible(visitor: Visitor, addresses: tuple[str, ...]) -> None:
    page = visitor.page
    await visitor.follow_link()
    for address in addresses:
        await visitor.follow(address)
        await page.locator("main :is(table, .reason, #waits, .report-list, .report .notice)").first.wait_for()
        assert await found_wrong_in_any_form(page) == [], address


async def test_asking_whether_to_delete_is_accessible(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.be_signed_in()
    await visitor.go("/upcoming")
    await page.get_by_role("button", name="Delete").first.click()
    await page.get_by_role("dialog").get_by_role("button", name="Delete").wait_for()
    assert await found_wrong_in_any_form(page) == []


async def test_the_message_in_place_of_a_list_is_accessible(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.follow_link()
    await page.get_by_role("searchbox").fill("nobody of this name")
    await page.locator("main .notice").wait_for()
    assert await found_wrong_in_any_form(page) == []
    await page.route("**/graphql", lambda route: route.abort("connectionrefused"))
    await page.get_by_role("searchbox").fill("nobody")
    await page.get_by_role("alert").wait_for()
    assert await found_wrong_in_any_form(page) == []
    visitor.foresees(OUT_OF_REACH)  # the browser tells of the answer that was kept from it


OUT_OF_SIGHT = """tables => tables.filter(table => {
    const place = table.closest('.card');
    return table.offsetWidth > place.clientWidth && getComputedStyle(place).overflowX !== 'auto';
}).length"""


async def test_no_column_is_out_of_sight(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.follow_link()
    for address in ("/upcoming?ended=yes", "/unreconciled", *LISTS_AND_REPORTS[5:8], "/reports/aging"):
        await visitor.follow(address)
        await page.locator("main table").first.wait_for()
        for width in (660, 768, 1024):
            await page.set_viewport_size({"width": width, "height": 900})
            assert await page.locator("main table").evaluate_all(OUT_OF_SIGHT) == 0, (address, width)
