"""Bank: own accounts; a statement is imported after a look, its lines are listed and tied out, and all is undone."""

import base64
import decimal
import re
from collections.abc import AsyncIterator
from urllib.parse import parse_qs, urlsplit

import pytest_asyncio
from playwright.async_api import expect

from tests.support.accessibility import found_wrong_in_any_form
from tests.support.bank_screen import ROWS, Bank, at_bank, focused_somewhere, table, toasted
from tests.support.past_the_page import downloaded, graph
from tests.support.site import Visitor
from tests.support.undoing import withdraw

DIFFERS = """:20:1
:25:4420
:28C:1/1
:60F:C260301USD100,00
:61:2603020302C85,00NTRFNONREF
:86:Lessons
:62F:C260303USD300,00
-
"""
BALANCED = """:20:1
:25:4420
:28C:1/1
:60F:C260301USD100,00
:61:2603010301C85,00NTRFNONREF
:86:Lessons
:62F:C260301USD185,00
-
"""
REPORT = """query ($id: ID!) { report: bankReconciliationReport(bankAccountId: $id, on: "2026-03-31") {
    openLinesCents unmatchedCents unmatched { totalCount } } }"""


@pytest_asyncio.fixture(loop_scope="session")
async def bank(visitor: Visitor) -> AsyncIterator[Bank]:
    async with at_bank(visitor) as opened:
        yield opened


async def test_an_account_is_created_a_table_read_by_its_columns_imported_and_all_undone(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.be_signed_in()
    await visitor.go("/bank")
    await page.get_by_role("button", name="New bank account").first.click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Name").fill("Stripe")
    await dialog.get_by_label("IBAN").fill("GB00 1234")
    await dialog.get_by_role("button", name="Create").click()
    await expect(dialog.locator(".problem")).to_contain_text("not an IBAN")
    await dialog.get_by_label("IBAN").fill("")
    await dialog.get_by_role("button", name="Create").click()
    await expect(page.get_by_role("heading", name="Stripe", level=1)).to_be_focused()
    await page.keyboard.press("i")
    await dialog.wait_for()
    await expect(dialog.get_by_role("button", name="Import", exact=True)).to_have_attribute("aria-disabled", "true")
    renamed = table("2026-03-02,85.00,Ann", "2026-03-03,-4.00,", header="Booked at,Sum of it,Other side")
    await dialog.locator("input[type=file]").set_input_files(renamed)
    await expect(dialog.get_by_role("alert")).to_contain_text("How to read the file")
    await dialog.locator("details.how summary").click()
    for column, name in (("booked_on", "Booked at"), ("amount", "Sum of it"), ("payer_name", "Other side")):
        choice = dialog.locator("label.choice").filter(has=page.get_by_text(column, exact=True))
        await choice.locator("select").select_option(name)
    found = dialog.locator(".statement-found")
    await expect(found).to_contain_text(re.compile(r"CSV, Mar 2, 2026 . Mar 3, 2026\s*2 lines", re.DOTALL))
    await expect(found).to_contain_text(re.compile(r"New lines\s*2\s*Here already\s*0", re.DOTALL))
    await dialog.get_by_role("button", name="Import 2 lines").click()
    await toasted(page, "2 lines imported.")
    await expect(page.locator(".bank-line")).to_have_count(2)
    await withdraw(page)
    await expect(page.get_by_text("No statement yet.")).to_be_visible()
    await page.keyboard.press("Control+z")
    await expect(page.get_by_text("This bank account does not exist.")).to_be_visible()


async def test_a_file_that_does_not_fit_is_refused_and_what_is_here_already_is_counted(bank: Bank) -> None:
    page = bank.page
    await page.keyboard.press("i")
    dialog = page.get_by_role("dialog")
    chooser = dialog.locator("input[type=file]")
    await chooser.set_input_files({"name": "march.sta", "mimeType": "text/plain", "buffer": DIFFERS.encode()})
    await expect(dialog.get_by_role("alert")).to_contain_text("The difference is 115.00.")
    await expect(dialog.locator("details.how")).to_have_count(0)
    await expect(dialog.get_by_role("button", name="Import", exact=True)).to_have_attribute("aria-disabled", "true")
    await chooser.set_input_files({"name": "b.xlsx", "mimeType": "application/zip", "buffer": b"PK\x03\x04"})
    await expect(dialog.get_by_role("alert")).to_contain_text("workbook")
    await chooser.set_input_files(table(*ROWS, "2026-03-07,5.00,,,New"))
    await expect(dialog.locator(".statement-found")).to_contain_text(
        re.compile(r"New lines\s*1\s*Here already\s*5", re.DOTALL)
    )
    await page.keyboard.press("Escape")
    question = page.get_by_role("dialog", name="Discard what you entered?")
    await question.get_by_role("button", name="Discard").click()
    await expect(dialog).to_have_count(0)
    await focused_somewhere(page)


async def test_an_import_leads_to_the_lines_that_it_brought_and_to_no_others(bank: Bank) -> None:
    page = bank.page
    await page.keyboard.press("i")
    dialog = page.get_by_role("dialog")
    await dialog.locator("input[type=file]").set_input_files(table(*ROWS, "2026-03-07,5.00,,,Newcomer"))
    await dialog.get_by_role("button", name="Import 1 line").click()
    await toasted(page, "1 line imported, 5 were here already.")
    await page.locator(".toast").get_by_role("link", name="Match these lines").click()
    await expect(page.locator(".entry b")).to_have_text(["Newcomer"])
    await expect(page.get_by_text("Only what one import brought.")).to_be_visible()
    (batch,) = parse_qs(urlsplit(page.url).query)["batch"]
    bank.made.batches.append(batch)
    await page.get_by_role("button", name="Show all", exact=True).click()
    await expect(page.locator(".entry").nth(1)).to_be_visible()
    await expect(page.locator(".entry", has_text="Newcomer")).to_have_count(1)


async def test_lines_are_filtered_searched_and_sorted_in_the_address(bank: Bank) -> None:
    page = bank.page
    await page.get_by_label("Order").select_option("out")
    await expect(page.locator(".bank-line").first).to_contain_text("Returned item")
    await page.get_by_role("searchbox").first.fill("$40")
    await expect(page.locator(".bank-line")).to_have_count(1)
    await expect(page).to_have_url(re.compile(r"order=out.*search=%2440"))
    await page.reload()
    await expect(bank.line("By hand")).to_have_count(1)
    await page.get_by_role("searchbox").first.fill("")
    await page.get_by_label("Show").select_option("explained")
    await expect(page.get_by_text("No lines match.")).to_be_visible()
    await page.get_by_role("link", name="Show all lines").click()
    await expect(page.locator(".bank-line")).to_have_count(len(ROWS))
    await page.get_by_role("link", name="All bank accounts").click()
    await expect(page.locator("tbody tr", has_text="City Bank")).to_contain_text("$139.50")
    assert await found_wrong_in_any_form(page) == []


async def test_statements_are_undone_while_their_lines_are_open_and_say_why_not(bank: Bank) -> None:
    page = bank.page
    second = base64.b64encode(table("2026-04-01,7.00,,,April")["buffer"]).decode()
    done = await graph(
        bank.visitor,
        "mutation ($i: ImportBankStatementInput!) { importBankStatement(input: $i) { created userErrors { message } } }",
        i={"bankAccountId": bank.id, "contentBase64": second},
    )
    assert done["importBankStatement"]["created"] == 1
    dialog = await bank.way("Account maintenance", "Fee or other")
    await dialog.get_by_role("button", name="Explain line").click()
    await toasted(page, "The line is explained.")
    await page.get_by_role("link", name="Statements").click()
    rows = page.locator("tbody tr")
    await expect(rows).to_have_count(2)
    await expect(rows.first).to_contain_text(re.compile(r"Apr 1, 2026.*CSV.*1.*not given", re.DOTALL))
    await page.reload()
    await expect(rows).to_have_count(2)
    assert await found_wrong_in_any_form(page) == []
    await rows.last.get_by_role("button", name="Undo").click()
    await page.get_by_role("button", name="Undo import", exact=True).click()
    await expect(page.locator(".toast").last).to_contain_text("explain")
    await expect(rows).to_have_count(2)
    await rows.first.get_by_role("button", name="Undo").click()
    await page.get_by_role("button", name="Undo import", exact=True).click()
    await expect(rows).to_have_count(1)
    await page.get_by_role("link", name="Lines").click()
    await page.get_by_label("Show").select_option("explained")
    explained = await bank.opened("Account maintenance")
    await explained.get_by_role("button", name="Take off").click()
    await expect(bank.line("Account maintenance")).to_have_count(0)


async def test_the_reconciliation_ties_out_and_names_what_is_on_one_side_alone(bank: Bank) -> None:
    page = bank.page
    await bank.visitor.follow(f"/reports/bank-reconciliation?on=2026-03-31&bank={bank.id}")
    figures = page.locator(".figures dl").first
    await expect(figures).to_contain_text(re.compile(r"Balance at the bank\s*not given", re.DOTALL))
    await expect(figures).to_contain_text(re.compile(r"Lines not explained\s*\$139\.50", re.DOTALL))
    await expect(page.locator(".verdict")).to_contain_text("No imported statement has a balance")
    lines = page.locator("section", has=page.locator("#open-lines")).locator("tbody tr")
    await expect(lines).to_have_count(len(ROWS))
    await bank.visitor.settled()
    assert await found_wrong_in_any_form(page) == []
    first = base64.b64encode(BALANCED.encode()).decode()
    await bank.made.make("importBankStatement", "created", bankAccountId=bank.id, contentBase64=first)
    await page.reload()
    await expect(figures).to_contain_text(re.compile(r"Difference\s*\$0\.00", re.DOTALL))
    await expect(page.locator(".verdict")).to_contain_text("It ties out")
    report = await graph(bank.visitor, REPORT, id=bank.id)
    name, rows = await downloaded(bank.visitor)
    assert name == "bank-reconciliation-city-bank-2026-03-31.csv"
    unexplained = [each for each in rows if each["Side"] == "Bank"]
    assert len(unexplained) == len(ROWS) + 1
    total = sum(decimal.Decimal(each["Not on the other side"]) for each in unexplained)
    assert total == decimal.Decimal(report["report"]["openLinesCents"]) / 100
    books = [each for each in rows if each["Side"] == "Books"]
    assert len(books) == report["report"]["unmatched"]["totalCount"]
    off = sum(decimal.Decimal(each["Not on the other side"]) for each in books)
    assert off == decimal.Decimal(report["report"]["unmatchedCents"]) / 100
