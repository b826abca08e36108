"""Bank: each way to explain a line, its proposals, who pays, and taking it back."""

import base64
import re
from collections.abc import AsyncIterator

import pytest_asyncio
from playwright.async_api import expect

from tests.support.accessibility import found_wrong_in_any_form
from tests.support.bank_screen import Bank, at_bank, table, toasted, undone
from tests.support.past_the_page import graph
from tests.support.site import Visitor
from tests.support.undoing import withdraw

LINES = """query ($id: ID!) { node(id: $id) { ... on BankAccount { lines { nodes { id } } } } }"""
MONEY = """query ($number: String!) { account(number: $number) { transactions(first: 1) { totalCount } } }"""


@pytest_asyncio.fixture(loop_scope="session")
async def bank(visitor: Visitor) -> AsyncIterator[Bank]:
    async with at_bank(visitor) as opened:
        yield opened


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
    await toasted(page, "Undone")
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
