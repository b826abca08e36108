"""How much a page makes the browser load."""

from playwright.async_api import Page


async def bytes_on_the_wire(page: Page, address: str) -> dict[str, int]:
    """Loads a billing page with nothing in the browser's cache; the bytes of each answer, headers and all."""
    session = await page.context.new_cdp_session(page)
    await session.send("Network.enable")
    await session.send("Network.clearBrowserCache")
    names: dict[str, str] = {}
    sizes: dict[str, int] = {}
    session.on("Network.responseReceived", lambda said: names.update({said["requestId"]: said["response"]["url"]}))
    session.on("Network.loadingFinished", lambda said: sizes.update({said["requestId"]: said["encodedDataLength"]}))
    await page.goto(address)
    await page.locator("details.transaction").first.wait_for()
    await page.wait_for_load_state("networkidle")
    await session.detach()
    return {f"{names[each].split('/', 3)[3]} {each}": size for each, size in sizes.items() if each in names}
