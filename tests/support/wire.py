"""Level: the page. Measure how much a page makes the browser load."""

from playwright.async_api import Page


async def bytes_on_the_wire(page: Page, address: str, shown: str = "details.transaction") -> dict[str, int]:
    """Loads a page with nothing in the browser's cache until ``shown`` is; the bytes of each answer, headers and all."""
    session = await page.context.new_cdp_session(page)
    await session.send("Network.enable")
    await session.send("Network.clearBrowserCache")
    names: dict[str, str] = {}
    sizes: dict[str, int] = {}
    session.on(
        "Network.responseReceived", lambda answer: names.update({answer["requestId"]: answer["response"]["url"]})
    )
    session.on(
        "Network.loadingFinished", lambda answer: sizes.update({answer["requestId"]: answer["encodedDataLength"]})
    )
    await page.goto(address)
    await page.locator(shown).first.wait_for()
    await page.wait_for_load_state("networkidle")
    await session.detach()
    return {f"{names[each].split('/', 3)[3]} {each}": size for each, size in sizes.items() if each in names}
