"""What a page costs that is loaded for the first time."""

from playwright.async_api import expect

from tests.support.busy_account import BUSY, fill_busy_account
from tests.support.site import Visitor
from tests.support.wire import bytes_on_the_wire

MOST_BYTES = 45_000


async def test_a_billing_page_of_500_transactions_is_light(visitor: Visitor) -> None:
    await fill_busy_account(visitor.site.store)
    await visitor.follow_link()
    files = await bytes_on_the_wire(visitor.page, f"{visitor.site.address}/accounts/{BUSY}")
    await expect(visitor.page.locator("details.transaction")).to_have_count(500)
    assert sum(files.values()) <= MOST_BYTES, files
