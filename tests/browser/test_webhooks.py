"""Webhooks on the page: created with a secret that is shown once, paused, resumed, and sent to again."""

from playwright.async_api import expect

from tests.browser.conftest import Visitor
from tests.support.accessibility import found_wrong


async def test_a_webhook_is_created_paused_and_sent_to_again(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.follow_link()
    await visitor.follow("/webhooks")
    await expect(page.get_by_text("No webhooks yet.")).to_be_visible()
    await page.get_by_role("button", name="New webhook").first.click()
    await page.get_by_role("button", name="Create webhook").click()
    await expect(page.get_by_text("Enter an address.")).to_be_visible()
    await page.get_by_label("Address").fill("shop.example.org")
    await page.get_by_role("button", name="Create webhook").click()
    await expect(page.get_by_text("A webhook needs an address such as")).to_be_visible()
    await page.get_by_label("Address").fill("https://shop.example.org/tieout")
    await page.get_by_role("button", name="Create webhook").click()
    secret = page.locator(".token code")
    await expect(secret).to_contain_text("whsec_")
    assert await found_wrong(page) == []
    await page.get_by_role("button", name="Done").click()
    await expect(page.get_by_role("cell", name="https://shop.example.org/tieout").first).to_be_visible()
    await expect(page.locator("body")).not_to_contain_text("whsec_")
    await page.reload()
    await page.get_by_role("button", name="Pause").wait_for()
    assert await found_wrong(page) == []
    await page.get_by_role("button", name="Pause").click()
    await expect(page.get_by_role("button", name="Resume")).to_be_visible()
    await page.get_by_role("button", name="Rotate secret").click()
    await page.get_by_role("dialog").get_by_role("button", name="Rotate secret").click()
    await expect(secret).to_contain_text("whsec_")
    await page.get_by_role("button", name="Done").click()
    await expect(page.get_by_text("former secret signs until")).to_be_visible()
    await page.get_by_role("button", name="Send again").click()
    await page.get_by_label("After position").fill("one")
    await page.get_by_role("dialog").get_by_role("button", name="Send again").click()
    await expect(page.get_by_text("Enter a whole number")).to_be_visible()
    await page.get_by_label("After position").fill("0")
    await page.get_by_role("dialog").get_by_role("button", name="Send again").click()
    await expect(page.locator(".toast").last).to_contain_text("The changes are sent again.")
    await visitor.follow("/today")
    await expect(page.get_by_role("link", name="Paused webhooks")).to_be_visible()
    await expect(page.get_by_text("https://shop.example.org/tieout: nothing is posted there")).to_be_visible()
