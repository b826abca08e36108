"""What an administrator works with, as whoever uses other means than eyes and a mouse finds it (WCAG 2.2 AA)."""

from tests.support.accessibility import found_wrong_in_any_form
from tests.support.site import Visitor

BAD = "code,title\nSWIM,Diving\n"


async def test_reconciling_all_and_what_happened_are_accessible(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.follow_link()
    await page.get_by_role("button", name="Operations").click()
    await page.get_by_role("button", name="Reconcile all accounts").click()
    await page.locator(".preview dl").wait_for()
    assert await found_wrong_in_any_form(page) == []
    await visitor.go("/activity?account=1001")
    await page.locator("details.event summary").first.click()
    await page.locator(".difference").wait_for()
    assert await found_wrong_in_any_form(page) == []


async def test_access_and_importing_with_mistakes_are_accessible(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.be_signed_in()
    await visitor.go("/access")
    await page.get_by_role("button", name="New user").click()
    await page.get_by_role("dialog").get_by_label("Name").press("Enter")
    await page.locator(".field.wrong").first.wait_for()
    assert await found_wrong_in_any_form(page) == []
    await visitor.go("/access?show=roles")
    await page.get_by_role("button", name="New role").click()
    await page.get_by_role("dialog").get_by_label("Template").select_option("Desk")
    assert await found_wrong_in_any_form(page) == []
    await visitor.go("/import?kind=LEDGER_CODES")
    await page.locator("textarea").fill(BAD)
    await page.get_by_role("button", name="Check the file").click()
    await page.get_by_role("heading", name="Rows to fix").wait_for()
    assert await found_wrong_in_any_form(page) == []


async def test_integrity_ledger_codes_jobs_and_closing_are_accessible(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.follow_link()
    for address, ready in (
        ("/integrity", ".verdict"),
        ("/ledger-codes", "tbody tr"),
        ("/jobs", ".card :is(table, .notice)"),
        ("/closing", ".checklist li"),
        ("/journal", "tbody tr"),
        ("/statements?account=1001", ".document"),
    ):
        await visitor.follow(address)
        await page.locator(ready).first.wait_for()
        assert await found_wrong_in_any_form(page) == [], address
