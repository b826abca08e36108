"""Statements and receipts on the page: each is a PDF that is downloaded."""

import asyncio
import pathlib
import zipfile
from dataclasses import replace

import pytest
from playwright.async_api import Page, expect

from domain.core.mail import MailSender
from tests.support.site import Site, Visitor


async def downloaded(page: Page, name: str) -> str:
    """The name of the file that a button downloads, once it has proved to be a PDF."""
    async with page.expect_download() as coming:
        await page.get_by_role("button", name=name).first.click()
    found = await coming.value
    content = await asyncio.to_thread(pathlib.Path(await found.path()).read_bytes)
    assert content.startswith(b"%PDF")
    return found.suggested_filename


async def test_an_account_has_statements_and_receipts(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.follow_link()
    await visitor.follow("/accounts/1001")
    await page.get_by_text("PAY-1001-1", exact=True).first.click()
    assert await downloaded(page, "Receipt of PAY-1001-1") == "receipt-PAY-1001-1.pdf"
    await page.get_by_role("button", name="Operations").click()
    await page.get_by_role("button", name="Statement", exact=True).click()
    await expect(page.locator("h1")).to_have_text("Statements")
    await expect(page.get_by_role("link", name="Maria Rivera")).to_be_visible()
    assert await downloaded(page, "Download the statement") == "statement-1001-last-12-months.pdf"
    assert (await downloaded(page, "The account itself")).startswith("yearly-receipt-1001-20")
    await page.get_by_label("Account number").fill("no such account")
    await expect(page.get_by_text("Account not found.")).to_be_visible()


async def test_statements_of_many_accounts_are_one_download(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.follow_link()
    await visitor.follow("/statements?period=2026&accounts=ALL")
    await page.get_by_role("button", name="Make statements").click()
    await expect(page.locator("h1")).to_have_text("Make documents")
    async with page.expect_download() as coming:
        await page.get_by_role("button", name="Download all").click()
    with zipfile.ZipFile(await (await coming.value).path()) as opened:
        assert "statement-1001-2026-01-01-to-2026-12-31.pdf" in opened.namelist()
    await expect(page.get_by_text("Documents made")).to_be_visible()


async def test_statements_are_made_of_the_accounts_that_are_found(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.follow_link()
    await page.get_by_label("Search by owner").fill("rivera")
    await expect(page.get_by_role("link", name="Maria Rivera")).to_be_visible()
    await page.get_by_role("button", name="Operations").click()
    await page.get_by_role("button", name="Statements of these accounts").click()
    await expect(page.locator("h1")).to_have_text("Statements")
    await expect(page.get_by_label("Search by owner")).to_have_value("rivera")
    await expect(page.get_by_text("1 account", exact=True)).to_be_visible()
    await page.get_by_label("Which of them").select_option("All")
    await page.get_by_role("button", name="Make statements").click()
    async with page.expect_download() as coming:
        await page.get_by_role("button", name="Download all").click()
    with zipfile.ZipFile(await (await coming.value).path()) as opened:
        assert [name.split("-")[1] for name in opened.namelist()] == ["1001"]
    await visitor.follow("/statements?search=no+such+family")
    await expect(page.get_by_text("No account matches")).to_be_visible()


async def test_a_statement_is_sent_as_the_preview_says_and_taken_back(
    visitor: Visitor, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody sends here, so it waits until it is taken back."""
    sender = MailSender("billing@example.org", "Harbourview")
    page = visitor.page
    await visitor.follow_link()
    await visitor.follow("/statements?account=1001&period=2026-01")
    await page.get_by_role("button", name="Send by e-mail the statement").click()
    await expect(page.get_by_text("No mail server is set up.")).to_be_visible()
    await page.get_by_role("button", name="Cancel").click()
    monkeypatch.setattr(site.store, "context", replace(site.store.context, mail_sender=sender))
    await page.get_by_role("button", name="Send by e-mail the statement").click()
    await page.locator("#field-to").fill("ann@families.example")
    await page.locator("#field-message").fill("As promised.")
    preview = page.locator("dialog .preview")
    await expect(preview).to_contain_text("Your statement from Harbourview, Jan 1, 2026 to Jan 31, 2026")
    await expect(preview).to_contain_text("ann@families.example")
    await expect(preview).to_contain_text("As promised.")
    await page.get_by_role("button", name="Send", exact=True).click()
    await expect(page.get_by_role("status").get_by_text("The e-mail to ann@families.example")).to_be_visible()
    row = page.locator("tr", has_text="ann@families.example")
    await expect(row).to_contain_text("Waiting")
    await page.get_by_role("button", name="Undo").click()
    await expect(row).to_contain_text("Taken back")
