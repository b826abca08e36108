"""What axe-core, the accessibility checker, finds on a page."""

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page

LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_AXE = Axe()


async def found_wrong(page: Page) -> list[str]:
    """Violations of WCAG 2.2 AA and of axe's best practices, each with the elements it is about; slow on long pages."""
    results = await _AXE.run(page, options={"runOnly": LEVELS, "resultTypes": ["violations"]})
    return [
        f"{each['id']}: {each['help']} at {', '.join(str(node['target']) for node in each['nodes'])}"
        for each in results.response["violations"]
    ]
