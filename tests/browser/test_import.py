"""Importing a CSV file: bad rows that are named and mended, only the good ones, and files that are none."""

import asyncio
import re

from playwright.async_api import Route, expect

from tests.support.site import Visitor

HEADER = "number,account_number,date,amount,kind,method,reference"
GOOD = "IMP-1,1001,2026-02-03,12.50,PAYMENT,CHECK,No. 1"
BAD = "IMP-2,9999,2026-02-30,1o0,PAYMENT,CHECK,"
MENDED = "IMP-2,1002,2026-02-28,100.00,PAYMENT,CHECK,"
DROP_A_LARGE_FILE = """() => {
    const dataTransfer = new DataTransfer();
    const text = 'code,title\\n' + ('X,' + '1'.repeat(1000) + '\\n').repeat(17000);
    dataTransfer.items.add(new File([text], 'large.csv'));
    document.querySelector('.drop').dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true }));
}"""


async def at_import(visitor: Visitor, kind: str = "PAYMENTS") -> None:
    await visitor.be_signed_in()
    await visitor.go(f"/import?kind={kind}")


async def test_a_bad_row_is_named_mended_and_all_is_imported_and_undone(visitor: Visitor) -> None:
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
            re.compile(r"Line 3.*date.*'2026-02-30' is no date", re.DOTALL),
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
    await expect(page.get_by_role("heading", name="All rows are good")).to_be_visible()
    await page.get_by_role("button", name="Import 2 records").click()
    await expect(page.get_by_role("heading", name="Payments and deposits imported")).to_be_focused()
    await expect(page.locator("main")).to_contain_text("2 records made, 0 there already.")
    await page.keyboard.press("u")
    await expect(page.locator(".toast")).to_contain_text("Undone")
    await expect(text).to_have_value(f"{HEADER}\n{GOOD}\n{MENDED}")


async def test_an_import_is_told_although_the_text_was_changed_meanwhile(visitor: Visitor) -> None:
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
    await page.locator(".toast").get_by_role("button", name="Undo").click()
    await expect(page.locator(".toast")).to_contain_text("Undone")


async def test_the_good_rows_alone_are_imported_when_asked_for(visitor: Visitor) -> None:
    page = visitor.page
    await at_import(visitor)
    await page.locator("textarea").fill("\n".join([HEADER, GOOD.replace("IMP-1", "IMP-3"), BAD]))
    await page.get_by_role("button", name="Check the file").click()
    await page.get_by_role("checkbox", name=re.compile("Import only the good rows")).check()
    await page.get_by_role("button", name="Import 1 record").click()
    await expect(page.locator("main")).to_contain_text("1 record made, 0 there already, 1 bad row left out.")
    await page.locator(".toast").get_by_role("button", name="Undo").click()
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
    await chosen("code,title\nCAFE,Caf\u00e9\n".encode("latin-1"))
    await expect(alert).to_contain_text("Line 2 is not UTF-8")
    await chosen(b"PK\x03\x04 a workbook")
    await expect(alert).to_contain_text("This is a workbook")
    await chosen("code;title\nCAFE;Café\n".encode())
    await expect(alert).to_contain_text("separated with semicolons")
    await page.evaluate(DROP_A_LARGE_FILE)
    await expect(alert).to_contain_text("The page sends up to 16.7 MB. Split the file")
    await expect(page.locator(".columns-told")).to_contain_text("up to 16.7 MB at once")  # TIEOUT_MAX_BODY_BYTES
    await expect(page.locator("main")).to_contain_text("Correct it in your spreadsheet")


async def test_what_was_pasted_survives_a_failure(visitor: Visitor) -> None:
    page = visitor.page
    await at_import(visitor)
    text = page.locator("textarea")
    await text.fill(f"{HEADER}\n{GOOD}")
    await page.route("**/graphql", lambda route: route.abort("connectionrefused"))
    await page.get_by_role("button", name="Check the file").click()
    await expect(page.locator("main [role=alert]")).to_contain_text("The server cannot be reached")
    await expect(page.locator("main")).to_contain_text("nothing of it was lost")
    await page.unroute("**/graphql")
    visitor.problems.clear()
    await visitor.context.clear_cookies()
    await page.get_by_role("button", name="Try again").click()
    await visitor.sign_in("ann@example.org")
    await expect(text).to_have_value(f"{HEADER}\n{GOOD}")


async def test_a_template_is_what_the_import_takes(visitor: Visitor) -> None:
    page = visitor.page
    await at_import(visitor, "ACCOUNTS")
    async with page.expect_download() as begun:
        await page.get_by_role("button", name="Download a template").click()
    saved = await begun.value
    assert saved.suggested_filename == "tieout-accounts.csv"
    await page.get_by_label("Choose a CSV file").set_input_files(await saved.path())
    await expect(page.get_by_role("heading", name="There is something to mend")).to_be_visible()
    await expect(page.locator("tbody tr")).to_have_text(
        [re.compile("email.*1001,Maria Rivera,maria@example.org", re.DOTALL), re.compile("members")]
    )


async def test_kept_errors_are_explained_where_they_can_be(visitor: Visitor) -> None:
    page = visitor.page
    await at_import(visitor)
    await expect(page.get_by_label("Keep reconciliations that break the rules")).to_have_count(0)
    await page.get_by_label("The file holds").select_option("RECONCILIATIONS")
    await page.get_by_label("Keep reconciliations that break the rules").check()
    await page.locator("textarea").fill(
        "credit_number,credit_position,debit_number,debit_position,amount\nPAY-1001-2,1,INV-1001-1,3,5.00\n"
    )
    await page.get_by_role("button", name="Check the file").click()
    await expect(page.locator(".facts")).to_contain_text(re.compile(r"kept as faulty\s*1"))
