"""How screens are laid out: nothing is cut or too wide, amounts stand below each other, what is touched is large enough."""

import pathlib
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from tests.support.extremes import LONG_EMAIL, LONG_WORD, fill_extremes
from tests.support.page_reports import REPORT_NAMES
from tests.support.site import Site, Visitor, served_demo, visiting

WIDEST = "/accounts/2001"
FULLEST = (
    "/accounts",
    WIDEST,
    "/transactions/PAY-2001-1/reconciliations",
    "/today",
    "/match",
    "/upcoming",
    "/unreconciled",
    "/bank",
    "/payers",
    *(f"/reports/{name}" for name in REPORT_NAMES),
    "/ledger-codes",
    "/activity",
    "/access",
    "/access?show=roles",
    "/import",
    "/webhooks",
    "/integrity",
    "/closing",
    "/journal",
    "/statements?account=1001",
    "/statements",
    "/explorer",
)
FORMS = (
    "Invoice",
    "Checkout",
    "Pay balance",
    "Refund",
    "Plan payments",
    "Cancel items",
    "Subscriptions",
    "Edit account",
)
SHOWN = "main :is(table, .entries, .card, .report-list, .verdict)"
CUT = """() => [...document.querySelectorAll('main .card, main :is(table, th, td), dialog, dialog .form')]
    .filter(each => each.scrollWidth > each.clientWidth + 1 && getComputedStyle(each).overflowX !== 'auto')
    .map(each => `${each.tagName}.${each.className}: ${each.scrollWidth} > ${each.clientWidth}`)"""
"""What is wider than where it stands, and cannot be scrolled there."""
SMALL = """([root, least]) => {
    const texts = 'p :is(a, button), small a, li > span a, .skip, .link, thead *, .cm-editor *';
    const inText = each => each.matches(texts);
    const targets = document.querySelectorAll(`${root} :is(a, button, input, select, textarea, summary)`);
    return [...targets].filter(each => each.checkVisibility() && !inText(each)).flatMap(each => {
        const place = each.matches('[type=checkbox]') ? each.closest('label') : each;
        const { height } = place.getBoundingClientRect();
        return height < least ? [`${each.outerHTML.slice(0, 80)}: ${height}`] : [];
    });
}"""
"""What is smaller than a fingertip, but for links within sentences and what is within the code editor."""
ENDS = """table => {
    const ends = {};
    for (const cell of table.querySelectorAll('tr > .amount')) {
        const range = document.createRange();
        range.selectNodeContents(cell.querySelector('.sort') ?? cell);
        const { right } = range.getBoundingClientRect();
        if (range.toString().trim()) (ends[cell.cellIndex] ??= new Set()).add(Math.round(right));
    }
    return Object.values(ends).map(each => [...each]);
}"""
"""Where the texts of each column of amounts end."""
HEIGHTS = """([selector, without]) => {
    const sheet = new CSSStyleSheet();
    if (without) sheet.replaceSync(`${selector} > :last-child::after { content: none !important; }`);
    document.adoptedStyleSheets = [sheet];
    const rows = [...document.querySelectorAll(selector)];
    const marked = row => getComputedStyle(row.lastElementChild, '::after').content !== 'none';
    return [rows.map(row => row.getBoundingClientRect().height), rows.filter(marked).length];
}"""
"""How high rows are, and how many of them have the mark of a row that opens."""
PLACES = "(rows, side) => [...new Set(rows.map(row => Math.round(row.getBoundingClientRect()[side])))]"
TOUCHED = 44


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def full(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Site]:
    """Books of long names and large amounts."""
    folder: pathlib.Path = tmp_path_factory.mktemp("full")
    async with served_demo(f"sqlite:///{folder}/full.db", fill_extremes) as served:
        yield served


async def _opened(visitor: Visitor) -> None:
    await visitor.page.locator(SHOWN).first.wait_for()
    await expect(visitor.page.locator("main .loading")).to_have_count(0)
    await visitor.settled()


@pytest.mark.parametrize("widths", [(360,), (768, 1280)])
async def test_long_names_and_large_amounts_fit(browser: Browser, full: Site, widths: tuple[int, ...]) -> None:
    async with visiting(browser, full, widths[0], touch=widths[0] == 360) as visitor:
        await visitor.go("/")
        await visitor.sign_in(LONG_EMAIL, LONG_WORD)
        await _opened(visitor)
        for path in FULLEST:
            await visitor.follow(path)
            await _opened(visitor)
            for width in widths:
                await visitor.page.set_viewport_size({"width": width, "height": 900})
                assert await visitor.fits(), (path, width)
                assert await visitor.page.evaluate(CUT) == [], (path, width)
        assert visitor.problems == []


async def test_forms_of_long_names_fit_a_telephone(browser: Browser, full: Site) -> None:
    async with visiting(browser, full, 360, touch=True) as visitor:
        page = visitor.page
        await visitor.go("/")
        await visitor.sign_in(LONG_EMAIL, LONG_WORD)
        await _opened(visitor)
        await visitor.follow(WIDEST)
        for name in FORMS:
            await page.get_by_role("button", name="Operations").click()
            await page.locator(".menu-list:popover-open").get_by_role("button", name=name, exact=True).click()
            await page.get_by_role("dialog").wait_for()
            await visitor.settled()
            assert await page.evaluate(CUT) == [], name
            assert await page.evaluate(SMALL, ["dialog", TOUCHED]) == [], name
            await page.keyboard.press("Escape")
            await page.get_by_role("dialog").wait_for(state="detached")
        assert visitor.problems == []


async def test_what_is_touched_is_as_large_as_a_fingertip(browser: Browser, site: Site) -> None:
    async with visiting(browser, site, 360, touch=True) as visitor:
        wrong: list[tuple[str, str]] = []
        await visitor.follow_link()
        for path in ("/accounts/1001", *(each for each in FULLEST if "2001" not in each)):
            await visitor.follow(path)
            await _opened(visitor)
            wrong += [(path, each) for each in await visitor.page.evaluate(SMALL, ["body", TOUCHED])]
        assert wrong == []
        assert visitor.problems == []


async def test_the_amounts_of_a_column_end_at_one_line(visitor: Visitor) -> None:
    await visitor.follow_link()
    for path in ("/accounts", "/unreconciled", "/reports/aging", "/reports/payment-breakdown?period=last-12-months"):
        await visitor.follow(path)
        await visitor.page.locator("main tbody tr").first.wait_for()
        ends = await visitor.page.locator("main table").first.evaluate(ENDS)
        assert ends, path
        assert [each for each in ends if len(each) > 1] == [], path


@pytest.mark.parametrize("width", [768, 1280])
async def test_the_dates_and_numbers_of_billing_stand_below_each_other(visitor: Visitor, width: int) -> None:
    await visitor.be_signed_in()
    await visitor.page.set_viewport_size({"width": width, "height": 900})
    await visitor.go("/accounts/1006")
    await _opened(visitor)
    for selector, side in ((".when", "right"), (".number", "left"), (".money", "left")):
        for column in ("section:first-of-type", "section:last-of-type"):
            found = visitor.page.locator(f".columns > {column} summary {selector}")
            assert len(await found.evaluate_all(PLACES, side)) == 1, selector


async def test_the_mark_of_a_row_that_opens_makes_it_no_higher(visitor: Visitor) -> None:
    await visitor.follow_link()
    await visitor.follow("/reports/payment-by-ledger-code?period=last-12-months")
    await visitor.page.locator("main tbody tr").first.wait_for()
    heights, marks = await visitor.page.evaluate(HEIGHTS, ["main tbody tr", False])
    bare, left = await visitor.page.evaluate(HEIGHTS, ["main tbody tr", True])
    assert marks
    assert not left
    assert heights == bare


async def test_a_menu_scrolls_where_the_screen_is_too_low_for_it(browser: Browser, site: Site) -> None:
    async with visiting(browser, site, 360, touch=True) as visitor:
        page = visitor.page
        await page.set_viewport_size({"width": 360, "height": 420})
        await visitor.follow_link()
        await visitor.follow("/accounts/1001")
        await page.get_by_role("button", name="Operations").click()
        await page.locator(".menu-list:popover-open").get_by_role("button", name="Edit account", exact=True).click()
        await page.get_by_role("dialog").wait_for()
        assert visitor.problems == []
