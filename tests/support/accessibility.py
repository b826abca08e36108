"""Level: the page. Return what axe-core, the accessibility checker, finds on a page, in each form it has."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.async_api import Page

LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FORMS = ((360, "light"), (360, "dark"), (1280, "dark"), (1280, "light"))
"""Widths in CSS pixels and colour schemes; the last is how a visitor comes."""
BY_COLOUR = ["color-contrast", "link-in-text-block"]
"""The rules that see colours; the others find in the dark what they find in the light."""
RUN = "options => axe.run(document, options).then(found => found.violations)"


async def found_wrong(page: Page, rules: list[str] | None = None) -> list[str]:
    """Violations of WCAG 2.2 AA and of axe's best practices, each with the elements it is about; slow on long pages."""
    if not await page.evaluate("'axe' in window"):
        await page.evaluate(AXE_SCRIPT)
    violations = await page.evaluate(RUN, {"runOnly": rules or LEVELS, "resultTypes": ["violations"]})
    return [
        f"{each['id']}: {each['help']} at {', '.join(str(node['target']) for node in each['nodes'])}"
        for each in violations
    ]


async def found_wrong_in_any_form(page: Page) -> list[str]:
    """What is wrong with a page as it stands, wide and narrow, light and dark; each time also whether it fits the screen."""
    found = []
    for width, scheme in FORMS:
        await page.set_viewport_size({"width": width, "height": 900})
        await page.emulate_media(color_scheme=scheme)
        found += [
            f"{width} {scheme}: {each}" for each in await found_wrong(page, BY_COLOUR if scheme == "dark" else None)
        ]
        if await page.locator("html").evaluate("html => html.scrollWidth > html.clientWidth"):
            found.append(f"{width} {scheme}: wider than the screen")
    return found
