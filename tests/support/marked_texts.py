"""Level: the page. Texts with a mark on each side, so that what stands without was written in the code, or is data."""

import contextlib
import re
from collections.abc import AsyncIterator, Iterator, Mapping
from typing import Any

import pytest
from playwright.async_api import Page, Response, Route

from domain.texts import Language, text
from domain.texts.bundles import formatted

BEGINS, ENDS = "⟦", "⟧"
MESSAGE = re.compile(r"^([a-z][\w-]* =\s+)(\S.*(?:\n[ ].*|\n\}.*)*)", re.MULTILINE)
"""A message with its id and what it says, which goes on in lines that are indented."""
WORD = re.compile(r"[^\W\d_]{2,}")
UNMARKED = """([begins, ends]) => {
    const found = new Set();
    let depth = 0;
    const unmarked = data => {
        let rest = '';
        for (const each of data) {
            if (each === begins) depth++;
            else if (each === ends) depth--;
            else if (!depth) rest += each;
        }
        return rest.trim();
    };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const { parentElement, data } = walker.currentNode;
        const rest = unmarked(data);
        const isCode = parentElement.closest('code, kbd, pre, script, style');
        if (rest && !isCode && parentElement.checkVisibility()) found.add(rest);
    }
    const after = depth;
    for (const name of ['title', 'aria-label', 'aria-description', 'placeholder', 'alt'])
        for (const each of document.querySelectorAll(`body [${name}]`)) {
            depth = 0;
            found.add(unmarked(each.getAttribute(name)));
        }
    return [after, [...found]];
}"""
"""How many texts have a beginning without an end, and what is shown or spoken without marks."""
DATES = """() => ['short', 'long'].flatMap(month => {
    const format = new Intl.DateTimeFormat(document.documentElement.lang, { month, day: 'numeric' });
    return [...Array(12).keys()].map(each => format.format(new Date(2026, each, 3)));
})"""
NO_WORDS = {"Tieout", "CSV", "API", "IBAN", "US", "USD", "Ctrl", "Français", "English", "Langue", "Language", "er"}
"""Names, the languages in themselves, and what makes 1 a French ordinal in dates."""


def marked(fluent: str) -> str:
    """The messages of a file, with a mark on each side."""
    return MESSAGE.sub(rf"\1{BEGINS}\2{ENDS}", fluent)


def _marked_format(language: Language, id: str, values: Mapping[str, str | int]) -> str:
    return f"{BEGINS}{formatted(language, id, values)}{ENDS}"


class MarkedPage:
    """A page whose texts are marked, and the words that its server has sent as data."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._data: set[str] = set(NO_WORDS)

    async def unmarked(self) -> list[str]:
        """What is shown or spoken without a mark, and has words that are not data."""
        depth, texts = await self._page.evaluate(UNMARKED, [BEGINS, ENDS])
        assert depth == 0, "a text was cut"
        return [each for each in texts if not set(WORD.findall(each)) <= self._data]

    async def note(self, answer: Response) -> None:
        """Note the words of an answer's values."""
        if answer.url.endswith("/graphql"):
            with contextlib.suppress(Exception):  # an answer that nobody waits for any more
                self._data |= {word for value in _values(await answer.json()) for word in WORD.findall(value)}

    async def dates(self) -> None:
        """Note the words in which the browser writes dates."""
        texts = await self._page.evaluate(DATES)
        self._data |= {word for each in texts for word in WORD.findall(each)}


def _values(value: Any) -> Iterator[str]:
    """The texts in an answer, without what the server marked."""
    if isinstance(value, str):
        while BEGINS in value and value != (value := re.sub(rf"{BEGINS}[^{BEGINS}{ENDS}]*{ENDS}", "", value)):
            pass
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from _values(each)
    elif isinstance(value, dict):
        for each in value.values():
            yield from _values(each)


@contextlib.asynccontextmanager
async def with_marked_texts(page: Page, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[MarkedPage]:
    """Mark the texts of the page that is loaded next, and those of the server in this process."""
    monkeypatch.setattr(text, "formatted", _marked_format)
    found = MarkedPage(page)

    async def mark(route: Route) -> None:
        answer = await route.fetch()
        await route.fulfill(response=answer, body=marked(await answer.text()))

    await page.route(re.compile(r"/texts/.*\.ftl"), mark)
    page.on("response", found.note)
    yield found
    page.remove_listener("response", found.note)
    await page.unroute(re.compile(r"/texts/.*\.ftl"), mark)
