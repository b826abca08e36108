"""Level: the page. Undo by its key or its button, as people do."""

import re

from playwright.async_api import Page


async def withdraw(page: Page, by: str = "key") -> None:
    """Undo the change just made, which recorded a transaction: the page names it and asks, and Undo is chosen."""
    if by == "key":
        await page.keyboard.press("u")
    else:
        await page.locator(".toast").get_by_role("button", name=re.compile("^Undo ")).last.click()
    question = page.get_by_role("dialog", name=re.compile("^Undo "))
    await question.get_by_role("button", name="Undo", exact=True).click()
