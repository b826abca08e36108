"""The journal on the page: what a period posts, its file, and exporting it once."""

import asyncio
import pathlib

from playwright.async_api import Browser, expect

from tests.support.site import served_demo, visiting


async def test_a_journal_is_shown_exported_once_and_downloaded(browser: Browser, tmp_path: pathlib.Path) -> None:
    async with served_demo(f"sqlite:///{tmp_path}/journal.db") as site, visiting(browser, site) as visitor:
        page = visitor.page
        await visitor.be_signed_in()
        await visitor.go("/journal")
        await expect(page.locator(".report tbody tr").first).to_contain_text("Accounts receivable")
        await page.get_by_label("File for").select_option("XERO")
        async with page.expect_download() as coming:
            await page.get_by_role("button", name="Download").click()
        downloaded = pathlib.Path(await (await coming.value).path())
        text = await asyncio.to_thread(downloaded.read_text)
        assert text.startswith("*Narration,*Date,Description,*AccountCode,*TaxRate,*Amount")
        await page.get_by_role("button", name="Export").click()
        await expect(page.get_by_role("dialog")).to_contain_text("J-1")
        async with page.expect_download() as exported:
            await page.get_by_role("dialog").get_by_role("button", name="Export").click()
        assert (await exported.value).suggested_filename == "journal-J-1.csv"
        await expect(page.get_by_role("row").filter(has_text="Demo administrator")).to_contain_text("J-1")
        await page.get_by_role("button", name="Export").click()
        await expect(page.get_by_role("dialog")).to_contain_text("Nothing is new")
        await expect(page.get_by_role("dialog").get_by_role("button", name="Export")).to_have_count(0)
        await page.keyboard.press("Escape")


async def test_in_french_lines_say_what_they_are_of_and_accounts_keep_the_ledgers_names(
    browser: Browser, tmp_path: pathlib.Path
) -> None:
    async with (
        served_demo(f"sqlite:///{tmp_path}/journal.db") as site,
        visiting(browser, site, locale="fr-CA") as visitor,
    ):
        page = visitor.page
        await visitor.be_signed_in()
        await visitor.go("/journal")
        rows = page.locator(".report tbody tr")
        await expect(rows.first).to_contain_text("Accounts receivable")
        await expect(rows.first).to_contain_text("Comptes clients")
        shown = await rows.all_inner_texts()
        for words in (
            "Comptes clients\N{NO-BREAK SPACE}: facturé",
            "Reçu\N{NO-BREAK SPACE}: ",
            "Ventes\N{NO-BREAK SPACE}: ",
        ):
            assert [each for each in shown if words in each], words
        english = ("Receivables", "Received", "Refunded", "Sales: ", "Credited", "Correction of")
        assert [each for each in shown if any(words in each for words in english)] == []
