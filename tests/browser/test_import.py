"""Importing a CSV file: bad rows that are named and mended, only the good ones, and files that are none."""

import asyncio
import re

from playwright.async_api import Locator, Page, Route, expect

from domain.importing.staging import UNSTAGED_ROWS_MAX
from tests.support.past_the_page import graph
from tests.support.site import OUT_OF_REACH, Visitor
from tests.support.undoing import withdraw

HEADER = "number,account_number,date,amount,kind,method,reference"
GOOD = "IMP-1,1001,2026-02-03,12.50,PAYMENT,CHECK,No. 1"
BAD = "IMP-2,9999,2026-02-30,1o0,PAYMENT,CHECK,"
MENDED = "IMP-2,1002,2026-02-28,100.00,PAYMENT,CHECK,"
PAYMENTS = """{ account(number: "1001") { transactions(first: 1, filter: { kinds: [PAYMENT] }) {
    nodes { number date amountCents }
} } }"""
DROP_A_LARGE_FILE = """() => {
    const dataTransfer = new DataTransfer();
    const text = 'code,title\\n' + ('X,' + '1'.repeat(1000) + '\\n').repeat(17000);
    dataTransfer.items.add(new File([text], 'large.csv'));
    document.querySelector('.drop').dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true }));
}"""


CHOOSE = """() => {
    const drop = (name, arrayBuffer) => {
        const event = new Event('drop', { bubbles: true, cancelable: true });
        Object.defineProperty(event, 'dataTransfer', { value: { files: [{ name, arrayBuffer }] } });
        document.querySelector('.drop').dispatchEvent(event);
    };
    const bytes = text => new TextEncoder().encode(text).buffer;
    drop('slow.csv', () => new Promise(read => { window.readSlowly = () => read(bytes('code,title\\nSLOW,Slow\\n')); }));
    drop('quick.csv', async () => bytes('code,title\\nQUICK,Quick\\n'));
    window.dropGone = () => drop('gone.csv', () => Promise.reject(new DOMException('gone')));
}"""
READ_AT_LAST = "() => { window.readSlowly(); return new Promise(resolve => requestAnimationFrame(resolve)); }"


async def at_import(visitor: Visitor, kind: str = "PAYMENTS") -> None:
    await visitor.be_signed_in()
    await visitor.go(f"/import?kind={kind}")


async def test_a_bad_row_is_named_and_corrected_and_all_is_imported_and_undone(visitor: Visitor) -> None:
    page = visitor.page
    await at_import(visitor)
    text = page.locator("textarea")
    await text.fill(f"{HEADER}\n{GOOD}\n{BAD}")
    await page.get_by_role("button", name="Check the file").click()
    rows = page.locator("tbody tr")
    await expect(rows).to_have_text(
        [
            re.compile(r"Line 3.*account_number.*There is no account '9999'.*IMP-2,9999", re.DOTALL),
            re.compile(r"Line 3.*amount", re.DOTALL),
            re.compile(r"Line 3.*date.*'2026-02-30' is not a valid date", re.DOTALL),
        ]
    )
    await expect(page.locator(".facts dd")).to_have_text(["1", "0", "1"])
    store = page.get_by_role("button", name=re.compile("Import 1 record"))
    await expect(store).to_have_attribute("aria-disabled", "true")
    await rows.first.get_by_role("button", name="Line 3").click()
    await expect(text).to_be_focused()
    marked = await text.evaluate("field => field.value.slice(field.selectionStart, field.selectionEnd)")
    assert marked == BAD
    await page.keyboard.type(MENDED)
    await page.get_by_role("button", name="Check the file").click()
    await expect(page.get_by_role("heading", name="All rows are valid")).to_be_visible()
    await page.get_by_role("button", name="Import 2 records").click()
    await expect(page.get_by_role("heading", name="Payments and deposits imported")).to_be_focused()
    await expect(page.locator("main")).to_contain_text("2 records created, 0 already imported.")
    await page.get_by_role("link", name="Match these payments").click()
    await expect(page.locator(".entry")).to_have_count(2)
    await expect(page.locator(".match .filters")).to_contain_text("Only what one import brought.")
    await page.go_back()
    await withdraw(page)
    await expect(page.locator(".toast")).to_contain_text("Undone")
    await expect(text).to_have_value(f"{HEADER}\n{GOOD}\n{MENDED}")


async def test_reports_an_import_although_the_text_was_changed_meanwhile(visitor: Visitor) -> None:
    page = visitor.page
    sent, changed = asyncio.Event(), asyncio.Event()

    async def slowly(route: Route) -> None:
        sent.set()
        await changed.wait()
        await route.continue_()

    await at_import(visitor)
    text = page.locator("textarea")
    await text.fill(f"{HEADER}\n{GOOD.replace('IMP-1', 'IMP-4')}")
    await page.get_by_role("button", name="Check the file").click()
    await page.get_by_role("button", name="Import 1 record").wait_for()
    await page.route("**/graphql", slowly)
    await page.get_by_role("button", name="Import 1 record").click()
    await sent.wait()
    await text.fill(HEADER)
    changed.set()
    await expect(page.locator(".toast")).to_contain_text("Payments and deposits: 1 imported.")
    await withdraw(page, by="button")
    await expect(page.locator(".toast")).to_contain_text("Undone")


async def test_the_good_rows_alone_are_imported_when_asked_for(visitor: Visitor) -> None:
    page = visitor.page
    await at_import(visitor)
    await page.locator("textarea").fill("\n".join([HEADER, GOOD.replace("IMP-1", "IMP-3"), BAD]))
    await page.get_by_role("button", name="Check the file").click()
    await page.get_by_role("checkbox", name=re.compile("Import only the valid rows")).check()
    await page.get_by_role("button", name="Import 1 record").click()
    await expect(page.locator("main")).to_contain_text("1 record created, 0 already imported, 1 invalid row skipped.")
    await withdraw(page)
    await expect(page.locator(".toast")).to_contain_text("Undone")


async def test_a_chosen_file_is_looked_at_at_once(visitor: Visitor) -> None:
    page = visitor.page
    await at_import(visitor, "LEDGER_CODES")
    choose = page.get_by_label("Choose a CSV file")

    async def chosen(content: bytes) -> None:
        await choose.set_input_files({"name": "codes.csv", "mimeType": "text/csv", "buffer": content})

    await chosen("\ufeffcode,title\r\nSWIM,Swimming lessons\r\n".encode())
    await expect(page.get_by_role("heading", name="Nothing new")).to_be_visible()
    await expect(page.locator(".facts dd")).to_have_text(["0", "1", "0"])
    await expect(page.locator(".drop")).to_contain_text("1 row")
    alert = page.locator("main [role=alert]")
    understood = page.locator(".understood")
    await chosen("code,title\nCAFE,Caf\u00e9\n".encode("latin-1"))
    await expect(understood).to_contain_text("Read as Windows-1252, separated by comma")
    await expect(page.locator("textarea")).to_have_value("code,title\nCAFE,Caf\u00e9\n")
    await chosen(b"PK\x03\x04 a workbook")
    await expect(alert).to_contain_text("This is an Excel workbook")
    await chosen("code;title\nCAFE;Café\n".encode())
    await expect(understood).to_contain_text("separated by semicolon")
    await page.evaluate(DROP_A_LARGE_FILE)
    await expect(alert).to_contain_text("Files can be up to 16.7 MB here. Split the file")
    await expect(page.locator(".column-list")).to_contain_text("Maximum size: 16.7 MB.")  # TIEOUT_MAX_BODY_BYTES
    await expect(page.locator("main")).to_contain_text("Correct it in your spreadsheet")


async def test_the_file_that_was_chosen_last_counts_and_one_that_is_gone_says_so(visitor: Visitor) -> None:
    page = visitor.page
    await at_import(visitor, "LEDGER_CODES")
    await page.locator(".drop").wait_for()
    await page.evaluate(CHOOSE)
    await expect(page.locator("textarea")).to_have_value("code,title\nQUICK,Quick\n")
    await page.evaluate(READ_AT_LAST)
    await expect(page.locator("textarea")).to_have_value("code,title\nQUICK,Quick\n")
    await expect(page.locator(".drop")).to_contain_text("quick.csv")
    await page.evaluate("window.dropGone()")
    await expect(page.locator("main [role=alert]")).to_have_text("The file can no longer be read. Choose it again.")


async def test_what_was_pasted_survives_a_failure(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.go("/import?kind=PAYMENTS")
    await visitor.sign_in("ann@example.org")
    text = page.locator("textarea")
    await text.fill(f"{HEADER}\n{GOOD}")
    await page.route("**/graphql", lambda route: route.abort("connectionrefused"))
    await page.get_by_role("button", name="Check the file").click()
    await expect(page.locator("main [role=alert]")).to_contain_text("The server cannot be reached")
    await expect(page.locator("main")).to_contain_text("nothing was lost")
    await page.unroute("**/graphql")
    visitor.foresees(OUT_OF_REACH)
    await visitor.context.clear_cookies()
    await page.get_by_role("button", name="Try again").click()
    await visitor.sign_in("ann@example.org")
    await expect(page.get_by_role("heading", name="All rows are valid")).to_be_visible()
    await expect(text).to_have_value(f"{HEADER}\n{GOOD}")


async def test_a_template_is_what_the_import_takes(visitor: Visitor) -> None:
    page = visitor.page
    await at_import(visitor, "ACCOUNTS")
    async with page.expect_download() as begun:
        await page.get_by_role("button", name="Download a template").click()
    saved = await begun.value
    assert saved.suggested_filename == "tieout-accounts.csv"
    await page.get_by_label("Choose a CSV file").set_input_files(await saved.path())
    await expect(page.get_by_role("heading", name="Some rows need fixing")).to_be_visible()
    await expect(page.locator("tbody tr")).to_have_text(
        [
            re.compile("email.*1001,Maria Rivera,maria@example.org", re.DOTALL),
            re.compile("external_id"),
            re.compile("members"),
        ]
    )


async def test_the_job_of_a_large_file_counts_what_became_of_its_rows(visitor: Visitor) -> None:
    page = visitor.page
    await at_import(visitor, "LEDGER_CODES")
    lines = ["code,title", *(f"LARGE-{each},Code {each}" for each in range(UNSTAGED_ROWS_MAX + 1))]
    await page.locator("textarea").fill("\n".join(lines))
    await page.get_by_role("button", name="Check the file").click()
    await page.get_by_role("button", name=re.compile("Import 501 records")).click()
    await expect(page.get_by_role("heading", name="Ledger codes imported")).to_be_focused()
    await expect(page.locator("main")).to_contain_text("501 records created, 0 already imported.")
    await visitor.go("/jobs")
    await page.get_by_role("link", name="Import a large file").click()
    await expect(page.locator(".facts")).to_contain_text("Records created501")
    await expect(page.locator(".facts")).not_to_contain_text("Reconciliations")


async def test_kept_errors_are_explained_where_they_can_be(visitor: Visitor) -> None:
    page = visitor.page
    await at_import(visitor)
    await expect(page.get_by_label("Keep reconciliations that break the rules")).to_have_count(0)
    await page.get_by_label("Contents").select_option("RECONCILIATIONS")
    await page.get_by_label("Keep reconciliations that break the rules").check()
    await page.locator("textarea").fill(
        "credit_number,credit_position,debit_number,debit_position,amount\nPAY-1001-1,1,INV-1001-1,3,5.00\n"
    )
    await page.get_by_role("button", name="Check the file").click()
    await expect(page.locator(".facts")).to_contain_text(re.compile(r"kept as invalid\s*1"))


def reading(page: Page, label: str) -> Locator:
    """The control for one way of reading the file, by its label."""
    return page.locator(".how label").filter(has=page.get_by_text(label, exact=True)).locator("select")


async def test_money_that_resembles_what_is_recorded_is_shown_before_it_is_imported(visitor: Visitor) -> None:
    page = visitor.page
    await at_import(visitor)
    answer = await graph(visitor, PAYMENTS)
    known = answer["account"]["transactions"]["nodes"][0]
    amount = f"{known['amountCents'] // 100}.{known['amountCents'] % 100:02d}"
    row = f"AGAIN-1,1001,{known['date']},{amount},PAYMENT,CHECK,"
    await page.locator("textarea").fill(f"{HEADER}\n{row}")
    await page.get_by_role("button", name="Check the file").click()
    preview = page.get_by_role("region", name="Preview")
    await expect(preview).to_contain_text("Recorded already?")
    await expect(preview.get_by_role("link", name=known["number"])).to_be_visible()
    await expect(page.get_by_role("button", name="Import 1 record")).to_be_enabled()  # it warns and refuses nothing


async def test_columns_are_mapped_dates_are_settled_and_both_kept_under_a_name(visitor: Visitor) -> None:
    page = visitor.page
    await at_import(visitor)
    await page.locator("textarea").fill("Client;Le;Somme\n1001;05/01/2026;12,50 $\n")
    await page.get_by_role("button", name="Check the file").click()
    refusal = page.locator("main [role=alert]")
    await expect(refusal).to_contain_text(
        re.compile(r"unknown: Client, Le\)\. Correct the file, or choose .+How to read")
    )
    for column, header in (("account_number", "Client"), ("date", "Le"), ("amount", "Somme")):
        await reading(page, column).select_option(header)
    await page.get_by_role("button", name="Check the file").click()
    await expect(refusal).to_contain_text(
        "Correct the file, or choose what is meant under “How to read the file”, above."
    )
    await expect(refusal).not_to_contain_text("--")
    await reading(page, "Dates").select_option("DMY")
    await page.get_by_label("Keep this mapping as").fill("caisse")
    await page.get_by_role("button", name="Check the file").click()
    await expect(page.locator(".understood")).to_contain_text("day first")
    await page.get_by_role("button", name="Import 1 record").click()
    await expect(page.get_by_role("heading", name="Payments and deposits imported")).to_be_focused()
    await page.reload()
    await page.locator("textarea").fill("Client;Le;Somme\n1001;05/01/2026;12,50 $\n")
    await page.get_by_text("How to read the file").click()
    await reading(page, "Kept mapping").select_option("caisse")
    await page.get_by_role("button", name="Check the file").click()
    await expect(page.locator(".duplicates")).to_contain_text("1 row came with an earlier file and is left out")
    await page.get_by_label("Import them again").check()
    await expect(page.get_by_role("button", name="Import 1 record")).to_be_visible()
