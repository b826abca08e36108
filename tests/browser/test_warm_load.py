"""What a page asks the server for that was loaded before: its document and its data."""

import re
from urllib.parse import urlsplit

from playwright.async_api import Page, expect

from api.page_files import page_files
from tests.support.site import Visitor


async def asked_for(page: Page, address: str) -> list[str]:
    """Loads an address; the paths that the server was asked for, what the browser still had left out."""
    devtools = await page.context.new_cdp_session(page)
    await devtools.send("Network.enable")
    paths: dict[str, str] = {}
    kept: set[str] = set()

    def answered(answer: dict[str, dict[str, object]]) -> None:
        response = answer["response"]
        paths[str(answer["requestId"])] = urlsplit(str(response["url"])).path
        if response.get("fromDiskCache"):
            kept.add(str(answer["requestId"]))

    devtools.on("Network.responseReceived", answered)
    devtools.on("Network.requestServedFromCache", lambda served: kept.add(served["requestId"]))
    await page.goto(address)
    await page.locator("details.transaction").first.wait_for()
    await page.wait_for_load_state("networkidle")
    await devtools.detach()
    return [path for request, path in paths.items() if request not in kept]


async def test_a_page_that_was_loaded_before_asks_for_nothing_but_its_data(newcomer: Visitor) -> None:
    await newcomer.be_signed_in()
    address = f"{newcomer.site.address}/accounts/1001"
    await asked_for(newcomer.page, address)
    again = await asked_for(newcomer.page, address)
    assert again[0] == "/accounts/1001"
    assert set(again[1:]) == {"/graphql"}, again


async def test_the_sign_of_the_product_is_asked_for_at_most_once(newcomer: Visitor) -> None:
    await newcomer.be_signed_in()
    asked = await asked_for(newcomer.page, f"{newcomer.site.address}/accounts/1001")
    assert len([path for path in asked if path.endswith(".svg")]) <= 1
    await expect(newcomer.page.locator(".home svg")).to_be_visible()


async def test_screens_and_dialogs_use_the_modules_that_the_first_visit_loaded(newcomer: Visitor) -> None:
    """One instance of each: a second one would not know who is signed in, and could not draw what the first one drew."""
    loaded: list[str] = []
    newcomer.page.on("request", lambda request: loaded.append(urlsplit(request.url).path.split("/", 3)[-1]))
    await newcomer.be_signed_in()
    await newcomer.go("/accounts/1001")
    await newcomer.page.get_by_role("button", name="Make payment").first.click()
    await newcomer.page.get_by_role("dialog").get_by_label("Amount").wait_for()
    await newcomer.page.keyboard.press("Escape")
    await newcomer.follow("/unreconciled")
    await newcomer.page.get_by_role("table").wait_for()
    assert await newcomer.page.evaluate("litHtmlVersions.length") == 1
    document = page_files()["index.html"].body.decode()
    joined = {name.split("/", 3)[3] for name in re.findall(r'"([^"]+\.js)":', document)}
    assert len(joined) > 20
    assert not joined & set(loaded)
    assert {"page.js", "js/dialogs/make-payment.js", "js/screens/unreconciled.js"} <= set(loaded)
