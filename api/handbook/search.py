"""Finding words in the handbook."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from api.handbook.pages import HelpPage, Section, handbook
from domain.core.folding import folded

FOUND_MAX = 30
AROUND = 90
"""How many characters of a text are shown on each side of the first word that was found."""
_IN_TITLE, _IN_TEXT = 10, 1


class Found(NamedTuple):
    """A section with the words, and the text around the first of them."""

    page: HelpPage
    section: Section
    excerpt: str


def words_of(text: str) -> list[str]:
    """Return the words that are searched for."""
    return folded(text).split()


def find(text: str) -> Sequence[Found]:
    """Return the sections that have each of these words, the best first: those that have them in their headings."""
    words = words_of(text)
    if not words:
        return []
    found = sorted(_found(words), key=lambda each: -each[0])
    return [Found(page, section, _excerpt(section.text, words)) for _, page, section in found[:FOUND_MAX]]


def _found(words: Sequence[str]) -> Iterator[tuple[int, HelpPage, Section]]:
    """Yield the sections that have each of the words, with how well each fits; the index is not searched."""
    for page in (each for group in handbook().groups for each in group.pages):
        for section in page.sections:
            title, text = folded(section.title), folded(section.text)
            if all(word in title or word in text for word in words):
                yield sum(_IN_TITLE * (word in title) + _IN_TEXT for word in words), page, section


def _excerpt(text: str, words: Sequence[str]) -> str:
    """Return the text around the first of the words that it has; its beginning if it has none."""
    first = next((at for word in words if (at := text.lower().find(word)) >= 0), 0)
    begins, ends = max(0, first - AROUND), first + AROUND
    shown = text[begins:ends]
    if begins:
        shown = re.sub(r"^\S*\s", "… ", shown)
    return f"{shown.rsplit(' ', 1)[0]} …" if ends < len(text) else shown
