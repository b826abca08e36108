"""Dialogs that change something: previews, what is wrong beside its field, Undo, and the place that is kept."""

import re

import pytest
from playwright.async_api import Route, expect

from tests.support.sent import sent
from tests.support.site import OUT_OF_REACH, Visitor
from tests.support.undoing import withdraw

DECIMALS = """async ([text, currency]) => {
    const { parseMoney } = await import('/web/js/typed-money.js');
    return parseMoney(text, currency);
}"""


async def test_a_payment_is_previewed_recorded_and_undone(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.follow_link()
    await page.get_by_role("link", name="Amara Diallo").click()
    balance = page.locator(".figures dd").first
    await expect(balance).to_have_text(re.compile(r"\$\d"))
    before = await balance.inner_text()
    rows = await page.locator("details.transaction").count()
    first = page.locator("details.transaction").first
    await first.locator("summary").click()
    await first.locator(".items").wait_for()
    await page.keyboard.press("m")
    dialog = page.get_by_role("dialog")
    await expect(dialog.get_by_label("Amount")).to_be_focused()
    await page.keyboard.type("12.34")
    shown = dialog.locator(".preview div").filter(has_text="Balance after").locator("dd")
    await expect(shown).to_have_text(re.compile(r"\$\d"))
    after = await shown.inner_text()
    assert after != before
    await page.keyboard.press("Enter")
    await page.get_by_role("button", name="Leave unapplied").click()
    await expect(dialog).to_have_count(0)
    toast = page.locator(".toast")
    await expect(toast).to_contain_text("of $12.34 recorded.")
    await expect(balance).to_have_text(after)
    await expect(page.locator("details.transaction")).to_have_count(rows + 1)
    await expect(first.locator(".items")).to_be_visible()
    await expect(first.locator("summary")).to_be_focused()
    await withdraw(page)
    await expect(toast).to_have_text(re.compile("Undone"))
    await expect(balance).to_have_text(before)
    await expect(page.locator("details.transaction")).to_have_count(rows)


async def test_what_is_wrong_stands_beside_its_field(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.follow_link()
    await page.get_by_role("link", name="Maria Rivera").click()
    await page.get_by_role("button", name="Make payment").click()
    dialog = page.get_by_role("dialog")
    amount = dialog.get_by_label("Amount")
    await amount.fill("twelve")
    await page.keyboard.press("Enter")
    await expect(dialog.locator(".field.wrong")).to_contain_text("Enter an amount such as 75 or 1234.50.")
    await expect(amount).to_be_focused()
    await amount.fill("12")
    await expect(dialog.locator(".field.wrong")).to_have_count(0)
    await dialog.get_by_role("button", name="Cancel").click()
    await expect(page.get_by_role("button", name="Make payment")).to_be_focused()


async def test_the_servers_refusal_stands_beside_its_field(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.follow_link()
    await page.get_by_role("button", name="New account").click()
    dialog = page.get_by_role("dialog", name="New account")
    await dialog.get_by_label("Owner").fill("Second Rivera")
    await dialog.get_by_label("Number").fill("1001")
    await page.keyboard.press("Enter")
    await expect(dialog.locator(".field.wrong label")).to_have_text("Number")
    await dialog.get_by_label("Number").fill("2001")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name="Second Rivera")).to_be_visible()
    await page.locator(".toast").get_by_role("button", name="Undo").click()
    await expect(page.locator("main")).to_contain_text("Account not found")


async def test_a_lost_answer_records_nothing_twice(visitor: Visitor) -> None:
    page = visitor.page
    lost: list[str] = []

    async def lose_the_first(route: Route) -> None:
        body = sent(route.request)
        if "mutation MakePayment" in body and "dryRun" not in body.split('"variables"')[1] and not lost:
            await route.fetch()
            lost.append(body)
            await route.abort("connectionreset")
        else:
            await route.continue_()

    await visitor.follow_link()
    await page.get_by_role("link", name="Anna Lindqvist").click()
    shown = page.locator("details.transaction")
    await shown.first.wait_for()
    rows = await shown.count()
    await page.route("**/graphql", lose_the_first)
    await page.keyboard.press("m")
    await page.get_by_label("Amount", exact=True).fill("5")
    await page.keyboard.press("Enter")
    await page.get_by_role("button", name="Leave unapplied").click()
    await expect(page.get_by_role("dialog").get_by_role("alert")).to_contain_text("The server cannot be reached")
    assert len(lost) == 1
    visitor.foresees(OUT_OF_REACH)
    await page.keyboard.press("Enter")
    await expect(page.locator(".toast")).to_contain_text("of $5.00 recorded.")
    await expect(shown).to_have_count(rows + 1)
    await withdraw(page)
    await expect(shown).to_have_count(rows)


@pytest.mark.parametrize(
    ("text", "currency", "cents"),
    [
        ("75", "USD", 7500),
        ("1,234.50", "USD", 123450),
        ("$ 1234.5", "USD", 123450),
        (".5", "USD", 50),
        ("75 usd", "USD", 7500),
        ("90071992547409.91", "USD", 2**53 - 1),
        ("1,234", "JPY", 1234),
        ("1.234", "KWD", 1234),
    ],
)
async def test_an_amount_is_read_to_the_last_minor_unit(visitor: Visitor, text: str, currency: str, cents: int) -> None:
    await visitor.go("/")
    assert await visitor.page.evaluate(DECIMALS, [text, currency]) == {"cents": cents}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "Enter an amount."),
        ("-5", "Enter an amount greater than zero."),
        ("0.00", "Enter an amount greater than zero."),
        ("1.234", "USD amounts have at most 2 decimal places."),
        ("12,34", "Enter an amount such as"),
        ("1e3", "Enter an amount such as"),
        ("90071992547409.92", "This amount is too large."),
    ],
)
async def test_says_why_a_text_is_not_an_amount(visitor: Visitor, text: str, problem: str) -> None:
    await visitor.go("/")
    assert problem in (await visitor.page.evaluate(DECIMALS, [text, "USD"]))["problem"]
