"""Bank: own accounts; a statement is imported after a look, its lines are explained, and all is undone."""

import base64
import decimal
import re
from collections.abc import AsyncIterator
from typing import Any, NamedTuple

import pytest_asyncio
from playwright.async_api import FilePayload, Locator, Page, expect

from tests.support.accessibility import found_wrong_in_any_form
from tests.support.past_the_page import Changes, changes, downloaded, graph
from tests.support.site import Visitor
from tests.support.undoing import withdraw

HEADER = "booked_on,amount,payer_name,payer_account,text"
ROWS = (
    "2026-03-02,85.00,RIVERA MARIA,US64SVBKUS6S3300958879,Summer camp",
    "2026-03-03,-12.50,,,Account maintenance",
    "2026-03-04,60.00,Riverside School Board,,Two families",
    "2026-03-05,40.00,,,By hand",
    "2026-03-06,-33.00,,,Returned item",
)
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
OPEN = """query ($id: ID!) { node(id: $id) { ... on BankAccount { openLines lines { nodes { text status explainedCents
    ignoredReason parts { kind amountCents reason transaction { number kind account { number } } } } } } } }"""
LINES = """query ($id: ID!) { node(id: $id) { ... on BankAccount { lines { nodes { id } } } } }"""
MONEY = """query ($number: String!) { account(number: $number) { transactions(first: 1) { totalCount } } }"""
SETTLED = """async () => {
    for (let frame = 0; frame < 4; frame++) await new Promise(requestAnimationFrame);
}"""
NOWHERE = "() => [null, document.body, document.documentElement].includes(document.activeElement)"


def table(*rows: str, header: str = HEADER) -> FilePayload:
    """A bank's file."""
    return {"name": "march.csv", "mimeType": "text/csv", "buffer": "\n".join([header, *rows]).encode()}


class Bank(NamedTuple):
    """A bank account with the lines of ``ROWS``, at its screen."""

    visitor: Visitor
    made: Changes
    id: str

    @property
    def page(self) -> Page:
        return self.visitor.page

    def line(self, text: str) -> Locator:
        """A line in the list."""
        return self.page.locator(".bank-line", has_text=text)

    async def stored(self, text: str) -> dict[str, Any]:
        """A line as the API has it."""
        found = await graph(self.visitor, OPEN, id=self.id)
        line: dict[str, Any] = next(each for each in found["node"]["lines"]["nodes"] if each["text"] == text)
        return line

    async def opened(self, text: str) -> Locator:
        """A line that is open, or was opened before."""
        line = self.line(text)
        await line.wait_for()
        if await line.get_attribute("open") is None:
            await line.locator("summary").click()
        return line

    async def way(self, text: str, way: str) -> Locator:
        """Open a line and choose a way to explain it; the dialog."""
        line = await self.opened(text)
        await line.get_by_role("button", name=re.compile(f"^{way} ")).first.click()
        dialog = self.page.get_by_role("dialog")
        await dialog.wait_for()
        return dialog


@pytest_asyncio.fixture(loop_scope="session")
async def bank(visitor: Visitor) -> AsyncIterator[Bank]:
    await visitor.be_signed_in()
    async with changes(visitor) as made:
        account = await made.make("createBankAccount", "bankAccount { id }", name="City Bank", currency="USD")
        opened = Bank(visitor, made, account["bankAccount"]["id"])
        content = base64.b64encode(table(*ROWS)["buffer"]).decode()
        await made.make("importBankStatement", "created", bankAccountId=opened.id, contentBase64=content)
        await visitor.go("/bank")
        await visitor.page.get_by_role("link", name="City Bank").click()
        await expect(visitor.page.locator(".bank-line")).to_have_count(len(ROWS))
        yield opened


async def focused_somewhere(page: Page) -> None:
    """Some element has the focus, once the page has drawn."""
    await page.evaluate(SETTLED)
    assert not await page.evaluate(NOWHERE)


async def toasted(page: Page, text: str) -> None:
    await expect(page.locator(".toast").last).to_contain_text(text)
    await focused_somewhere(page)


async def undone(page: Page) -> None:
    """Undo by the key, where nothing recorded is withdrawn."""
    await page.keyboard.press("u")
    await expect(page.locator(".toast").last).to_contain_text("Undone")


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
    await expect(dialog.get_by_role("alert")).to_contain_text("The difference is 115.00 USD")
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


async def test_recorded_money_is_found_by_its_amount_and_matched_with_what_the_bank_kept(bank: Bank) -> None:
    page = bank.page
    account = (await graph(bank.visitor, '{ account(number: "1007") { id } }'))["account"]["id"]
    recorded = await bank.made.make(
        *("createDeposit", "transaction { number }"),
        accountId=account,
        amountCents=4_100,
        method="CARD",
        date="2026-03-04",
    )
    number = recorded["transaction"]["number"]
    dialog = await bank.way("By hand", "Match")
    await expect(dialog.get_by_text("No recorded money of $40.00")).to_be_visible()
    await dialog.get_by_label("Find recorded money").fill(number)
    await dialog.get_by_role("checkbox").first.check()
    await expect(dialog.locator(".preview")).to_contain_text(re.compile(r"Left of the line\s*\$0\.00", re.DOTALL))
    await dialog.get_by_label("Kept by the bank or processor").fill("1")
    await expect(dialog.locator(".marks .part").last).to_contain_text("$41.00")
    await dialog.get_by_role("button", name="Match", exact=True).click()
    await toasted(page, "The line is explained.")
    parts = (await bank.stored("By hand"))["parts"]
    assert sorted(each["amountCents"] for each in parts) == [-100, 4_100]
    await page.get_by_label("Show").select_option("all")
    await page.reload()
    line = await bank.opened("By hand")
    await expect(line.locator(".parts li")).to_have_count(2)
    await expect(line.locator(".parts")).to_contain_text("Demo administrator")
    assert await found_wrong_in_any_form(page) == []
    await line.get_by_role("button", name="Take all off").click()
    await toasted(page, f"{number} stays recorded.")
    await expect(line.locator(".parts")).to_have_count(0)
    await undone(page)
    await expect(line.locator(".parts li")).to_have_count(2)
    await line.get_by_role("button", name="Take all off").click()
    await expect(line.locator(".parts")).to_have_count(0)


async def test_a_payment_is_recorded_from_a_line_on_what_is_marked_and_taken_back(bank: Bank) -> None:
    page = bank.page
    before = (await graph(bank.visitor, MONEY, number="1001"))["account"]["transactions"]["totalCount"]
    dialog = await bank.way("Summer camp", "Record payment")
    await dialog.get_by_role("button", name="Record and match").click()
    await expect(dialog.locator(".field.wrong .problem")).to_contain_text("Choose the account.")
    await dialog.get_by_label("Find the account").fill("1001")
    await dialog.locator(".marks").get_by_role("checkbox").first.check()
    await expect(dialog.locator(".preview")).to_contain_text("Balance of Maria Rivera after")
    assert await found_wrong_in_any_form(page) == []
    await dialog.get_by_role("button", name="Record and match").click()
    leave = page.get_by_role("button", name="Leave unapplied")
    await expect(leave.or_(page.locator(".toast"))).to_be_visible()
    if await leave.is_visible():
        await leave.click()
    await toasted(page, "The line is explained.")
    line = await bank.stored("Summer camp")
    assert line["status"] == "EXPLAINED"
    number = line["parts"][0]["transaction"]["number"]
    await bank.visitor.follow(f"/accounts/1001#{number}")
    await page.locator("details.transaction[open]").get_by_role("link", name="Mar 2, 2026, City Bank").click()
    await expect(bank.line(f"Payment {number} of Maria Rivera")).to_have_count(1)
    await expect(page.locator(".bank-line")).to_have_count(1)
    await page.keyboard.press("Control+z")
    await page.get_by_role("dialog", name=re.compile("^Undo ")).get_by_role("button", name="Undo", exact=True).click()
    await page.get_by_label("Show").select_option("open")
    await expect(bank.line("Summer camp")).to_have_count(1)
    assert (await bank.stored("Summer camp"))["status"] == "OPEN"
    after = (await graph(bank.visitor, MONEY, number="1001"))["account"]["transactions"]["totalCount"]
    assert after == before


async def test_one_line_is_recorded_on_several_accounts(bank: Bank) -> None:
    page = bank.page
    dialog = await bank.way("Two families", "Several accounts")
    for part, (number, amount) in enumerate((("1002", "70"), ("1003", "")), 1):
        await dialog.get_by_label(f"Find the account of part {part}").fill(number)
        await expect(dialog.get_by_label(f"Account of part {part}").locator("option")).to_have_count(1)
        await dialog.get_by_label(f"Amount of part {part}").fill(amount)
    await dialog.get_by_role("button", name="Record on these accounts").click()
    await expect(dialog.locator(".problem").first).to_contain_text("use it up")
    await dialog.get_by_label("Amount of part 1").fill("25")
    await expect(dialog.locator(".preview")).to_contain_text(re.compile(r"\$25\.00.*\$35\.00", re.DOTALL))
    await dialog.get_by_role("button", name="Record on these accounts").click()
    await toasted(page, "2 payments recorded. The line is explained.")
    await withdraw(page)
    await expect(bank.line("Two families")).to_have_count(1)


async def test_a_fee_an_own_transfer_and_a_line_to_ignore_need_what_a_reader_later_needs(bank: Bank) -> None:
    page = bank.page
    dialog = await bank.way("Account maintenance", "Fee or other")
    await dialog.get_by_label("What it is").select_option("other")
    await dialog.get_by_role("button", name="Explain line").click()
    await expect(dialog.locator(".problem")).to_contain_text("Say what it is")
    await dialog.get_by_label("What it is").select_option("fee")
    await dialog.get_by_label("Amount").fill("13")
    await dialog.get_by_role("button", name="Explain line").click()
    await expect(dialog.locator(".problem")).to_contain_text("the line is")
    await dialog.get_by_label("Amount").fill("10")
    await dialog.get_by_role("button", name="Explain line").click()
    await toasted(page, "\N{MINUS SIGN}$2.50 of the line are left to explain.")
    await undone(page)
    dialog = await bank.way("Account maintenance", "Ignore")
    await dialog.get_by_label("Reason").fill("A test of the bank")
    await dialog.get_by_role("button", name="Ignore line").click()
    await toasted(page, "is ignored.")
    await expect(bank.line("Account maintenance")).to_have_count(0)
    assert (await bank.stored("Account maintenance"))["ignoredReason"] == "A test of the bank"
    await page.get_by_label("Show").select_option("ignored")
    ignored = await bank.opened("Account maintenance")
    await ignored.get_by_role("button", name="Take it back into use").click()
    await toasted(page, "to be explained again")


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


async def test_who_may_only_look_learns_what_is_missing(bank: Bank) -> None:
    page = bank.page
    address = page.url
    await bank.visitor.context.clear_cookies()
    await page.goto(address)
    await bank.visitor.sign_in("di@example.org")
    await bank.line("By hand").locator("summary").click()
    match = bank.line("By hand").get_by_role("button", name=re.compile("^Match"))
    await expect(match).to_have_attribute("aria-disabled", "true")
    await expect(match).to_have_attribute("title", re.compile("MANAGE_RECONCILIATIONS"))
    await expect(page.get_by_role("button", name="Import a statement")).to_have_attribute("aria-disabled", "true")
    await bank.visitor.context.clear_cookies()
    await bank.visitor.be_signed_in()


async def test_who_paid_is_remembered_corrected_and_forgotten(bank: Bank) -> None:
    page = bank.page
    account = (await graph(bank.visitor, '{ account(number: "1004") { id } }'))["account"]["id"]
    line = (await graph(bank.visitor, LINES, id=bank.id))["node"]["lines"]["nodes"][0]
    await bank.made.make(
        "recordFromBankLine", "transactions { id }", bankLineId=line["id"], shares=[{"accountId": account}]
    )
    await bank.visitor.follow("/payers")
    row = page.locator("tbody tr", has_text="RIVERA MARIA")
    await expect(row).to_contain_text("Grace Okafor")
    assert await found_wrong_in_any_form(page) == []
    await row.get_by_role("button", name="Correct RIVERA MARIA").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_role("checkbox").uncheck()
    await dialog.get_by_label("Find the account").fill("1001")
    await expect(dialog.get_by_label("Account", exact=True).locator("option")).to_have_count(1)
    await dialog.get_by_role("button", name="Save").click()
    await expect(row).to_contain_text("Maria Rivera")
    await expect(row).not_to_contain_text("Grace Okafor")
    await undone(page)
    await expect(row).to_contain_text("Grace Okafor")
    await row.get_by_role("button", name="Forget RIVERA MARIA").click()
    await page.get_by_role("button", name="Forget payer").click()
    await expect(row).to_have_count(0)
    await undone(page)
    await expect(row).to_have_count(1)
    await page.get_by_role("searchbox").fill("nobody")
    await expect(page.get_by_text("No payer matches")).to_be_visible()


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


async def test_a_proposal_says_why_and_is_accepted_alone_or_with_all_that_are_sure(bank: Bank) -> None:
    page = bank.page
    account = (await graph(bank.visitor, '{ account(number: "1007") { id ownerName } }'))["account"]
    received = await bank.made.make(
        *("createDeposit", "transaction { number }"),
        accountId=account["id"],
        amountCents=4_000,
        method="CHECK",
        date="2026-03-05",
    )
    items = [{"description": "Lessons", "ledgerCode": "SWIM", "amountCents": 6_137}]
    invoice = await bank.made.make(
        "createInvoice", "transaction { number }", accountId=account["id"], items=items, date="2026-03-01"
    )
    number = invoice["transaction"]["number"]
    content = base64.b64encode(table(f"2026-03-08,61.37,{account['ownerName']},,{number}")["buffer"]).decode()
    await bank.made.make("importBankStatement", "created", bankAccountId=bank.id, contentBase64=content)
    await page.reload()
    line = await bank.opened("By hand")
    proposal = line.locator(".proposals li").first
    await expect(proposal).to_contain_text(f"Match deposit {received['transaction']['number']}")
    await proposal.get_by_role("button", name="Accept").click()
    await toasted(page, "$40.00 of Mar 5, 2026 explained.")
    await expect(bank.line("By hand")).to_have_count(0)
    await undone(page)
    await expect(bank.line("By hand")).to_have_count(1)
    line = await bank.opened(number)
    await expect(line.locator(".proposals li").first).to_contain_text(
        re.compile(rf"Sure: Record on .*{number}", re.DOTALL)
    )
    await page.get_by_role("button", name="Accept all 1 sure").focus()
    await page.keyboard.press("Shift+Enter")
    await toasted(page, "1 bank line, $61.37 explained.")
    assert (await bank.stored(number))["parts"][0]["transaction"]["account"]["number"] == "1007"
    await withdraw(page)
    await expect(bank.line(number)).to_have_count(1)
    assert (await bank.stored(number))["parts"] == []


async def test_a_payment_that_the_bank_returned_is_found_and_needs_the_reason(bank: Bank) -> None:
    account = (await graph(bank.visitor, '{ account(number: "1007") { id } }'))["account"]["id"]
    paid = {"accountId": account, "amountCents": 3_300, "method": "CHECK", "date": "2026-03-04"}
    number = (await bank.made.make("createDeposit", "transaction { number }", **paid))["transaction"]["number"]
    dialog = await bank.way("Returned item", "Match")
    await expect(dialog.get_by_text("No recorded money of $33.00")).to_be_visible()
    await dialog.get_by_label("What it is").select_option("returned")
    await expect(dialog.locator(".marks")).to_contain_text(number)
    await dialog.get_by_role("checkbox").first.check()
    await dialog.get_by_role("button", name="Match", exact=True).click()
    await expect(dialog.locator(".field.wrong .problem")).to_contain_text("Enter the bank's reason.")
    await dialog.get_by_label("Reason of the bank").fill("Insufficient funds")
    await expect(dialog.locator(".preview")).to_contain_text(re.compile(r"Left of the line\s*\$0\.00", re.DOTALL))
