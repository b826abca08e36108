"""The parts that screens are made of, where no screen's own test goes through them."""

from playwright.async_api import expect

from domain.core.money import EXPONENTS, format_decimal, parse_decimal
from tests.support.site import Visitor

CSV = """async rows => (await import('/web/js/parts/spreadsheet.js')).csvText(rows)"""
COPY = """async rows => (await import('/web/js/parts/spreadsheet.js')).copyForSpreadsheet(rows)"""
ASK = """async () => {
    const { confirm } = await import('/web/js/parts/dialog.js');
    confirm('Delete it?', 'Its items are open again.', 'Delete it').then(said => { document.title = String(said); });
}"""
REASON = """async text => (await import('/web/js/money.js')).withMoney(text)"""
MONEY = """async codes => {
    const { decimalText, moneyText } = await import('/web/js/money.js');
    const { parseMoney } = await import('/web/js/typed-money.js');
    return codes.map(code => [
        decimalText(123450, code), moneyText(123450, code).replace(/[^\\d.,]/g, ''), parseMoney('12', code).cents,
    ]);
}"""
ROWS = [["Owner", "Open"], ['=1+1, "x"', 12.5], ["-5.00", "a\tb"]]


async def test_a_file_for_a_spreadsheet_runs_no_formula(visitor: Visitor) -> None:
    await visitor.follow_link()
    assert await visitor.page.evaluate(CSV, ROWS) == 'Owner,Open\r\n"\'=1+1, ""x""",12.5\r\n-5.00,a\tb\r\n'


async def test_rows_are_copied_as_cells(visitor: Visitor) -> None:
    await visitor.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await visitor.follow_link()
    await visitor.page.evaluate(COPY, ROWS)
    copied = await visitor.page.evaluate("navigator.clipboard.readText()")
    assert copied == 'Owner\tOpen\n\'=1+1, "x"\t12.5\n-5.00\ta b'
    await expect(visitor.page.locator(".toast")).to_contain_text("Copied 2 rows.")


async def test_a_question_is_answered_or_left(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.follow_link()
    for key, answer in (("Enter", "true"), ("Escape", "false")):
        await page.evaluate(ASK)
        yes = page.get_by_role("dialog", name="Delete it?").get_by_role("button", name="Delete it")
        await expect(yes).to_be_focused()
        await page.keyboard.press(key)
        await expect(page).to_have_title(answer)


async def test_money_of_every_currency_is_shown_and_taken_as_it_is_kept(visitor: Visitor) -> None:
    await visitor.go("/")
    codes = sorted(EXPONENTS)
    for code, (text, shown, typed) in zip(codes, await visitor.page.evaluate(MONEY, codes), strict=True):
        assert text == format_decimal(123_450, code), code
        assert shown.replace(",", "").strip(".") == format_decimal(123_450, code), code
        assert typed == parse_decimal("12", code), code
    said = "Invoice INV-7 has 1234567.50 USD open, 59800 JPY more."
    written = "Invoice INV-7 has $1,234,567.50 open, ¥59,800 more."
    assert await visitor.page.evaluate(REASON, said) == written
    assert await visitor.page.evaluate(REASON, written) == written
