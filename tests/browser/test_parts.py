"""The parts that screens are made of, where no screen's own test goes through them."""

import re

import pytest
from playwright.async_api import Browser, expect

from domain.core.money import EXPONENTS, format_decimal, parse_decimal
from tests.support.site import Site, Visitor

CSV = """async rows => (await import('/web/js/parts/spreadsheet.js')).csvText(rows)"""
COPY = """async rows => (await import('/web/js/parts/spreadsheet.js')).copyForSpreadsheet(rows)"""
ASK = """async () => {
    const { confirm } = await import('/web/js/parts/dialog.js');
    confirm('Delete?', 'Its items are open again.', 'Delete').then(agreed => { document.title = String(agreed); });
}"""
TYPED = """async codes => {
    const { asTyped, parseMoney } = await import('/web/js/typed-money.js');
    return codes.map(code => [1234, 123450].map(cents => parseMoney(asTyped(cents, code), code).cents));
}"""
LATE = """async () => {
    const { reading } = await import('/web/js/reading.js');
    const picked = [];
    const visit = { draw() {}, signal: () => new AbortController().signal };
    const query = 'query Q($first: Boolean!) { viewer { name @include(if: $first) kind @skip(if: $first) } }';
    const found = reading(visit, query, data => (picked.push(data.viewer), data.viewer));
    await Promise.all([found.read({ first: true }), found.read({ first: false })]);
    return [picked, found.data];
}"""
EXCHANGED = """async () => {
    const { exchange } = await import('/web/js/graphql.js');
    const fetch = window.fetch;
    const answered = async (body, signal) => {
        window.fetch = async () => new Response(body);
        const codeOf = problem => (problem.name === 'AbortError' ? problem.name : problem.code);
        return exchange({ query: '', variables: {} }, signal).catch(codeOf);
    };
    const broken = () => new ReadableStream({ pull(it) { it.error(new TypeError('network error')); } });
    const found = [await answered(broken()), await answered('<html>'), await answered(broken(), AbortSignal.abort())];
    window.fetch = fetch;
    return found;
}"""
REASON = """async text => (await import('/web/js/money.js')).readably(text)"""
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
    semicolons = [["rent;=1+1", "a; b;-2"], ['@x;"=1', -5]]
    assert await visitor.page.evaluate(CSV, semicolons) == "rent;'=1+1,a; b;'-2\r\n\"'@x;\"\"'=1\",-5\r\n"


async def test_rows_are_copied_as_cells(visitor: Visitor) -> None:
    await visitor.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await visitor.follow_link()
    await visitor.page.evaluate(COPY, ROWS)
    await expect(visitor.page.locator(".toast")).to_contain_text("Copied 2 rows.")
    copied = await visitor.page.evaluate("navigator.clipboard.readText()")
    assert copied == 'Owner\tOpen\n"\'=1+1, ""x"""\t12.5\n-5.00\ta b'


async def test_a_question_is_answered_or_left(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.follow_link()
    for keys, answer in ((("Enter",), "false"), (("Escape",), "false"), (("Tab", "Enter"), "true")):
        await page.evaluate("document.title = ''")
        await page.evaluate(ASK)
        await page.evaluate(ASK)  # a second press before the answer asks nothing more
        asked = page.get_by_role("dialog", name="Delete?")
        await expect(asked.get_by_role("button", name="Go back")).to_be_focused()
        await expect(asked.get_by_role("button", name="Delete")).to_have_class(re.compile("danger"))
        for key in keys:
            await page.keyboard.press(key)
        await expect(page).to_have_title(answer)


async def test_a_broken_answer_is_offline_and_an_unreadable_one_is_empty(visitor: Visitor) -> None:
    await visitor.follow_link()
    assert await visitor.page.evaluate(EXCHANGED) == ["OFFLINE", {}, "AbortError"]


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
        await page.goto(site.address)
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
    reason = "Invoice INV-7 of 2026-03-02 has 1234567.50 USD open, 59800 JPY more than 2026-03-02-A."
    written = "Invoice INV-7 of Mar 2, 2026 has $1,234,567.50 open, ¥59,800 more than 2026-03-02-A."
    assert await visitor.page.evaluate(REASON, reason) == written
    assert await visitor.page.evaluate(REASON, written) == written


def _native(amount: str, zero: int) -> str:
    """An amount in the digits of another script, with the decimal and thousands signs of Arabic."""
    signs = {".": "\u066b", ",": "\u066c"}
    return "".join(signs.get(each) or chr(zero + int(each)) for each in amount)


WRITTEN = {
    "en-US": {"1,234.50": 123_450, "$1,234.50": 123_450, "USD 75": 7_500, "1,23,456": None, "75,50": None},
    "de-DE": {"1.234,50": 123_450, "1234.5": 123_450, "1.234,50 €": 123_450},
    "de-CH": {"1\u2019234.50": 123_450, "CHF 75": 7_500},
    "fr-FR": {"1 234,50": 123_450, "1\u202f234,50 €": 123_450},
    "fr-CA": {"1 234,50 $": 123_450, "1\u00a0234,50\u00a0$": 123_450, "1234.5": 123_450, "1,234.50": None},
    "sv-SE": {"1 234,50 kr": 123_450, "75:-": None},
    "en-IN": {"12,34,567.50": 123_456_750, "₹ 1,234.50": 123_450, "1,234,567.00": None},
    "ar-EG": {
        _native("1234.50", 0x660): 123_450,
        _native("1,234.50", 0x660): 123_450,
        "1234.50": 123_450,
        f"\u062c.\u0645.\u200f {_native('75', 0x660)}": 7_500,
    },
    "fa-IR": {_native("1,234.50", 0x6F0): 123_450, _native("75", 0x6F0): 7_500, "75.5": 7_550},
}
"""What people type in each locale, and what it is in minor units of a currency with two decimal places."""
CURRENCIES = {
    "de-DE": "EUR",
    "de-CH": "CHF",
    "fr-FR": "EUR",
    "fr-CA": "CAD",
    "sv-SE": "SEK",
    "en-IN": "INR",
    "ar-EG": "EGP",
}
PARSED = """async ([texts, currency]) => {
    const { parseMoney } = await import('/web/js/typed-money.js');
    return texts.map(text => parseMoney(text, currency).cents ?? null);
}"""
SHOWN = """async currency => {
    const { moneyText } = await import('/web/js/money.js');
    const { parseMoney } = await import('/web/js/typed-money.js');
    const { numberText, tenthsText } = await import('/web/js/locale.js');
    const { dateText, momentText } = await import('/web/js/words.js');
    const { monthText } = await import('/web/js/parts/period.js');
    const dates = [dateText('2026-01-31'), momentText('2026-01-31T12:00:00Z'), monthText('2026-01')];
    const texts = [...dates, moneyText(123450, currency), numberText(1234), tenthsText(12.34)];
    return [texts, parseMoney(texts[3], currency).cents];
}"""


@pytest.mark.parametrize("locale", WRITTEN)
async def test_amounts_are_read_as_the_locale_writes_them(browser: Browser, site: Site, locale: str) -> None:
    currency = CURRENCIES.get(locale, "USD")
    async with await browser.new_context(locale=locale) as context:
        page = await context.new_page()
        await page.goto(site.address)
        assert await page.evaluate(PARSED, [list(WRITTEN[locale]), currency]) == list(WRITTEN[locale].values())
        texts, read_back = await page.evaluate(SHOWN, currency)
        assert read_back == 123_450, texts
        assert ["2026" in each for each in texts[:3]] == [True] * 3, f"the Gregorian calendar: {texts}"
        assert all(each.isascii() for each in " ".join(texts) if each.isdigit()), texts
