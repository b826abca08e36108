"""Which invoices a text names: by number, as a whole word, whatever its case, spaces, signs and leading zeros (domain R26).

A name is *strong* when it can hardly mean anything else, *weak* when it may: ``7``, ``2026``, ``10100`` within
``10100-12``. What stands behind ``check`` is a check's number and names nothing.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

MOST_WORDS = 40
"""Words of a text that are looked at: a bound on the numbers that it may mean."""
MOST_WORDS_OF_NUMBER = 6
"""Words of an invoice's number: ``INV-1001-3`` has three."""
SHORTEST_STRONG = 4
"""Letters and digits that a number has at least, to mean itself without the word "invoice" before it."""

_WORD = re.compile(r"[^\W\d_]+|\d+")
_BETWEEN = re.compile(r"[\s\-_/.#]{0,3}")
_INVOICE = frozenset({"invoice", "invoices", "inv", "bill", "bills"})
_OTHER = frozenset(
    {"check", "checks", "cheque", "cheques", "chk", "ck", "card", "account", "acct", "client", "member", "phone", "tel"}
)
_FILLERS = frozenset({"no", "nos", "nr", "num", "number", "numbers", "n", "and"})
_YEAR = re.compile(r"(19|20)\d\d")
_GLUED_BEFORE = re.compile(r"(\w[-._]|[$€£])\Z")
_GLUED_AFTER = re.compile(r"[-._]\w|,\d\d(?!\d)")
_INVOICE_WRITTEN_TO_IT = re.compile(rf"(?<![^\W_])({'|'.join(sorted(_INVOICE))})\Z")


class Word(NamedTuple):
    """Letters or digits of a text; ``said`` is what the words before announced: ``invoice``, ``other`` or nothing."""

    text: str
    start: int
    end: int
    said: str

    @property
    def bare(self) -> str:
        """The word without leading zeros."""
        return self.text.lstrip("0") or "0"


def plain(text: str) -> str:
    """A text without letter case, and without the variants of form that Unicode has."""
    return unicodedata.normalize("NFKC", text).casefold()


def words_of(text: str) -> list[Word]:
    """The words of a ``plain`` text, in order."""
    words: list[Word] = []
    said = ""
    for found in _WORD.finditer(text):
        word = found[0]
        if word in _INVOICE or (not words and text[: found.start()].rstrip().endswith("#")):
            said = "invoice"
        elif word in _OTHER:
            said = "other"
        elif not word.isdigit() and word not in _FILLERS:
            said = ""
        words.append(Word(word, found.start(), found.end(), said))
    return words


def windows_of(text: str) -> Iterator[list[Word]]:
    """Words of a ``plain`` text that may be one number: next to each other, few signs between, a digit among them."""
    words = words_of(text)[:MOST_WORDS]
    for first in range(len(words)):
        for last in range(first, min(len(words), first + MOST_WORDS_OF_NUMBER)):
            if last > first and not _BETWEEN.fullmatch(text[words[last - 1].end : words[last].start]):
                break
            window = words[first : last + 1]
            if any(word.text.isdigit() for word in window):
                yield window


def candidates(text: str) -> set[str]:
    """Numbers that a text may mean, as they may be stored: as written, with hyphens, closed up; in capitals too."""
    found = {word.strip("#.,;:()") for word in text.split()[:MOST_WORDS]}
    normal = plain(text)
    for window in windows_of(normal):
        words = [word.text for word in window]
        forms = {normal[window[0].start : window[-1].end], "-".join(words), "".join(words)}
        found |= forms | {form.upper() for form in forms}
    return found


class Numbers:
    """The numbers of some invoices, to be looked for in texts; each look takes as long as the text is."""

    def __init__(self, numbers: Iterable[str]) -> None:
        self._by_words: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
        for number in numbers:
            self._by_words[tuple(word.bare for word in words_of(plain(number)))].append(number)

    def named_in(self, text: str) -> dict[str, bool]:
        """The numbers that a text names, in its order, each with whether the name is strong.

        Leading zeros matter only where two numbers differ by nothing else; then the one as written is meant, and where
        none is, all of them weakly.
        """
        normal = plain(text)
        named: dict[str, bool] = {}
        for window in windows_of(normal):
            found = self._by_words.get(tuple(word.bare for word in window), [])
            if found and _stands_alone(window, normal):
                written = [word.text for word in window]
                found = [each for each in found if [word.text for word in words_of(plain(each))] == written] or found
                strong = len(found) == 1 and _is_strong(window, normal)
                for number in found:
                    named[number] = strong or named.get(number, False)
        return named


def _stands_alone(window: list[Word], text: str) -> bool:
    """Whether a number is a whole word (``inv10100`` is, ``a10100`` is not), and not announced as something else's."""
    before, after = text[: window[0].start], text[window[-1].end :]
    if after[:1].isalnum() or (before[-1:].isalnum() and not _INVOICE_WRITTEN_TO_IT.search(before)):
        return False
    return not (len(window) == 1 and window[0].said == "other")


def _is_strong(window: list[Word], text: str) -> bool:
    """Whether a number can hardly mean anything else: long enough, no year, no amount, no part of a longer number."""
    if _GLUED_BEFORE.search(text, 0, window[0].start) or _GLUED_AFTER.match(text, window[-1].end):
        return False
    if len(window) > 1:
        written = text[window[0].start : window[-1].end]
        joined = not any(each.isspace() for each in written) and any(each.isalpha() for each in written)
        return joined or sum(len(word.text) for word in window) >= SHORTEST_STRONG
    word = window[0]
    return word.said == "invoice" or (len(word.text) >= SHORTEST_STRONG and not _YEAR.fullmatch(word.text))
