"""The parts that screens are made of, where no screen's own test goes through them."""

import pytest
from playwright.async_api import Browser, expect

from domain.core.money import EXPONENTS, format_decimal, parse_decimal
from tests.support.site import Site, Visitor

CSV = """async rows => (await import('/web/js/parts/spreadsheet.js')).csvText(rows)"""
COPY = """async rows => (await import('/web/js/parts/spreadsheet.js')).copyForSpreadsheet(rows)"""
ASK = """async () => {
    const { confirm } = await import('/web/js/parts/dialog.js');
    confirm('Delete it?', 'Its items are open again.', 'Delete it').then(said => { document.title = String(said); });
}"""
TYPED = """async codes => {
    const { asTyped, parseMoney } = await import('/web/js/typed-money.js');
    return codes.map(code => [1234, 123450].map(cents => parseMoney(asTyped(cents, code), code).cents));
}"""
LATE = """async () => {
    const { reading } = await import('/web/js/reading.js');
    const picked = [];
    const visit = { draw() {}, signal: () => new AbortController().signal };
    const found = reading(visit, data => (picked.push(data.viewer), data.viewer));
    await Promise.all([found.read('{ viewer { name } }'), found.read('{ viewer { kind } }')]);
    return [picked, found.data];
}"""
REASON = """async text => (await import('/web/js/money.js')).withMoney(text)"""
MONEY = """async codes => {
    const { decimalText, moneyText } = await import('/web/js/money.js');
    const { parseMoney } = await import('/web/js/typed-money.js');
    return codes.map(code => [
        moneyText(100, code), decimalText(123450, code),
        moneyText(123450, code).replace(/[^\\d.,]/g, ''), parseMoney('12', code).cents,
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
    assert copied == 'Owner\tOpen\n"\'=1+1, ""x"""\t12.5\n-5.00\ta b'
    await expect(visitor.page.locator(".toast")).to_contain_text("Copied 2 rows.")


async def test_a_question_is_answered_or_left(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.follow_link()
    for key, answer in (("Enter", "true"), ("Escape", "false")):
        await page.evaluate(ASK)
        await page.evaluate(ASK)  # a second press before the answer asks nothing more
        yes = page.get_by_role("dialog", name="Delete it?").get_by_role("button", name="Delete it")
        await expect(yes).to_be_focused()
        await page.keyboard.press(key)
        await expect(page).to_have_title(answer)


async def test_a_late_answer_to_an_earlier_question_is_not_looked_at(visitor: Visitor) -> None:
    await visitor.follow_link()
    assert await visitor.page.evaluate(LATE) == [[{"kind": "USER"}], {"kind": "USER"}]


@pytest.mark.parametrize("locale", ["fr-TN", "ar-EG"])
async def test_an_amount_that_the_page_proposes_is_read_as_it_was_meant(
    browser: Browser, site: Site, locale: str
) -> None:
    codes = sorted(EXPONENTS)
    async with await browser.new_context(locale=locale) as context:
        page = await context.new_page()
        await page.goto(f"{site.address}/web/icon.svg")
        assert await page.evaluate(TYPED, codes) == [[1234, 123450]] * len(codes)


async def test_money_of_every_currency_is_shown_and_taken_as_it_is_kept(visitor: Visitor) -> None:
    await visitor.go("/")
    codes = sorted(EXPONENTS)
    found = await visitor.page.evaluate(MONEY, codes)
    assert len({one for one, *_ in found}) == len(codes)  # no two look alike
    for code, (_, text, shown, typed) in zip(codes, found, strict=True):
        assert text == format_decimal(123_450, code), code
        assert shown.replace(",", "").strip(".") == format_decimal(123_450, code), code
        assert typed == parse_decimal("12", code), code
    said = "Invoice INV-7 has 1234567.50 USD open, 59800 JPY more."
    written = "Invoice INV-7 has $1,234,567.50 open, ¥59,800 more."
    assert await visitor.page.evaluate(REASON, said) == written
    assert await visitor.page.evaluate(REASON, written) == written
