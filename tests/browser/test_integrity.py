"""What contradicts in the books, the way to mend it, and the books in which nothing does."""

import json
import re
from typing import Any

import pytest
from playwright.async_api import Route, expect

from tests.support.site import HELP, OUT_OF_REACH, Visitor


async def test_the_invalid_reconciliation_is_named_with_the_way_to_fix_it(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.follow_link()
    await visitor.navigate("Integrity")
    await expect(page.locator(".verdict")).to_contain_text("1 problem found.")
    row = page.locator("tbody tr")
    await expect(row).to_have_count(1)
    await expect(page.locator("main")).not_to_contain_text(
        re.compile(r"(?<![\w-])R\d")
    )  # rule numbers are for developers
    await expect(row.get_by_role("link", name="Amara Diallo")).to_have_attribute("href", "/accounts/1018")
    await expect(row).to_contain_text("Delete the reconciliation, and create it again as it should be.")
    way = row.get_by_role("link", name=re.compile("View reconciliations of"))
    await expect(way).to_have_attribute("href", re.compile(r"^/transactions/OLD-\d+/reconciliations$"))
    await expect(page.locator("main")).to_contain_text(f"contact {HELP}.")


@pytest.mark.parametrize(
    ("report", "verdict"),
    [
        ({"clean": True, "findings": [], "findingCount": 0}, "Everything ties out."),
        ({"clean": False, "complete": False, "findings": [], "findingCount": 0}, "run tieout verify on the server"),
    ],
    ids=["clean", "incomplete"],
)
async def test_books_without_a_contradiction(visitor: Visitor, report: dict[str, Any], verdict: str) -> None:
    page = visitor.page

    async def fulfil(route: Route) -> None:
        answer = await (await route.fetch()).json()
        answer["data"]["integrityReport"] |= report
        await route.fulfill(body=json.dumps(answer), content_type="application/json")

    await visitor.follow_link()
    await page.route("**/graphql", fulfil)
    await visitor.navigate("Integrity")
    await expect(page.locator(".verdict")).to_contain_text(verdict)
    await expect(page.locator("table")).to_have_count(0)
    await page.unroute("**/graphql")
    await page.get_by_role("button", name="Check again").click()
    await expect(page.locator(".verdict")).to_contain_text("1 problem found.")


async def test_a_report_that_cannot_be_loaded_says_so(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.follow_link()
    await page.route("**/graphql", lambda route: route.abort("connectionrefused"))
    await visitor.navigate("Integrity")
    await expect(page.locator("main [role=alert]")).to_contain_text("The server cannot be reached")
    await page.unroute("**/graphql")
    visitor.foresees(OUT_OF_REACH)
    await page.get_by_role("button", name="Try again").click()
    await expect(page.locator(".verdict")).to_be_visible()
