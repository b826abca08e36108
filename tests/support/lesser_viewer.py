"""Level: the page. A viewer who may do less than they may, as far as the page knows."""

from playwright.async_api import Page, Route

from tests.support.slow_answers import ADDRESS


async def may_only(page: Page, *permissions: str) -> None:
    """Let the page believe that the viewer has only these permissions."""

    async def lessen(route: Route) -> None:
        answer = await route.fetch()
        body = await answer.json()
        if "viewer" in (body.get("data") or {}):
            body["data"]["viewer"]["permissions"] = list(permissions)
        await route.fulfill(response=answer, json=body)

    await page.route(ADDRESS, lessen)
