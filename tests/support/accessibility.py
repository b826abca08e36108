"""Level: the page. Return what axe-core, the accessibility checker, finds on a page, in each form it has."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.async_api import Page

LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FORMS = ((360, "light"), (360, "dark"), (1280, "dark"), (1280, "light"))
"""Widths in CSS pixels and colour schemes; the last is how a visitor comes."""
BY_COLOUR = ["color-contrast", "link-in-text-block"]
"""The rules that see colours; the others find in the dark what they find in the light."""
SHAPE = {"runOnly": LEVELS, "rules": {each: {"enabled": False} for each in BY_COLOUR}, "resultTypes": ["violations"]}
COLOUR = {"runOnly": BY_COLOUR, "resultTypes": ["violations"]}
RUN = """async options => {
    const found = [];
    for (const each of options) {
        const where = each.runOnly.includes('color-contrast') ? { include: looks() } : document;
        found.push(...(await axe.run(where, each)).violations);
    }
    return found;

    // The first element of each look that a text has. The rules that see colours take most of a checker's time, and find in
    // the fiftieth row of a list, of the same classes and colours on the same ground, what they found in the first.
    function looks() {
        const grounds = new Map();
        const ground = element => {
            if (!element) return '';
            if (!grounds.has(element)) {
                const { backgroundColor, backgroundImage, opacity, position, filter } = getComputedStyle(element);
                const own = [element.tagName, element.className, element.getAttribute('aria-disabled')];
                own.push(element.matches(':disabled'), backgroundColor, backgroundImage, opacity, position, filter);
                grounds.set(element, `${ground(element.parentElement)}/${own}`);
            }
            return grounds.get(element);
        };
        const kinds = new Map();
        for (const element of document.body.querySelectorAll('*')) {
            const speaks = element.matches('input, select, textarea') ||
                [...element.childNodes].some(each => each.nodeType === Node.TEXT_NODE && each.data.trim());
            if (!speaks || !element.checkVisibility()) continue;
            const { color, fontSize, fontWeight, textDecorationLine, textShadow } = getComputedStyle(element);
            const kind = [ground(element), element.type, color, fontSize, fontWeight, textDecorationLine, textShadow].join();
            if (!kinds.has(kind)) kinds.set(kind, element);
        }
        return [...kinds.values()];
    }
}"""


async def found_wrong(page: Page) -> list[str]:
    """Violations of WCAG 2.2 AA and of axe's best practices, each with the elements it is about; slow on long pages."""
    return await _violations(page, [SHAPE, COLOUR])


async def _violations(page: Page, options: list[dict[str, object]]) -> list[str]:
    if not await page.evaluate("'axe' in window"):
        await page.evaluate(AXE_SCRIPT)
    return [
        f"{each['id']}: {each['help']} at {', '.join(str(node['target']) for node in each['nodes'])}"
        for each in await page.evaluate(RUN, options)
    ]


async def found_wrong_in_any_form(page: Page) -> list[str]:
    """What is wrong with a page as it stands, wide and narrow, light and dark; each time also whether it fits the screen."""
    found = []
    for width, scheme in FORMS:
        await page.set_viewport_size({"width": width, "height": 900})
        await page.emulate_media(color_scheme=scheme)
        options = [COLOUR] if scheme == "dark" else [SHAPE, COLOUR]
        found += [f"{width} {scheme}: {each}" for each in await _violations(page, options)]
        if await page.locator("html").evaluate("html => html.scrollWidth > html.clientWidth"):
            found.append(f"{width} {scheme}: wider than the screen")
    return found
