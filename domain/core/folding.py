"""The key by which texts are searched and sorted, as people write and read them.

It is computed here alone and stored beside the text, so both databases find and sort alike, whatever their locale.
"""

import re
import unicodedata
from functools import lru_cache

from domain.core.text import one_form

_APOSTROPHES = frozenset(
    "`\u00b4\u02b9\u02bb\u02bc\u02bd\u02be\u02bf\u02c8\u02ca\u02cb\u2018\u2019\u201a\u201b\u2032\u2035\u05f3"
    "\u1fbd\u1fbf\u1fef\u1ffd\u1ffe\ua78c\uff07\uff40"
)
_QUOTES = frozenset("\u02ba\u02dd\u02ee\u201c\u201d\u201e\u201f\u2033\u2036\u301d\u301e\u301f\u05f4\uff02")
_DASHES = frozenset("\u02d7\u2043\u2212\u2796")
"""Dashes that Unicode does not classify as such."""
_LETTERS = {"æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "\u0131": "i", "ȷ": "j", "ĸ": "k", "ŋ": "n"}
"""Latin letters without a decomposition, as people write them on a keyboard that lacks them."""
_WITH_A_STROKE = re.compile(r"LATIN SMALL LETTER ([A-Z]) WITH ")
_ACCENTS = {*range(10, 37), *range(200, 255)}
"""The combining classes of accents: those of Hebrew and Arabic, then all others. Marks of other classes spell vowels."""


def folded(text: str) -> str:
    """Return the search key of a text: its one form without case and accents, with one kind of apostrophe, dash and blank.

    Texts that differ in these alone have the same key (Élise and ELISE, Groß and GROSS). A text is
    found where its key is a part of the other's. In the order of keys É stands with E. Folding a key changes nothing.
    """
    if text.isascii():
        return one_form(text).replace("`", "'").lower()
    return one_form("".join(map(_folded_character, one_form(text))))


def sort_key(text: str) -> tuple[str, str]:
    """Return what texts are sorted by: as in an alphabet, those with one key next to each other."""
    return folded(text), text


@lru_cache(maxsize=10_000)
def _folded_character(character: str) -> str:
    plain = _plain_character(character)
    if plain != character:
        return plain
    decomposed = unicodedata.normalize("NFKD", character)
    if decomposed.startswith(" "):  # an accent that stands alone
        return character
    lower = unicodedata.normalize("NFKD", decomposed.casefold())
    return "".join(_plain_character(each) for each in lower if not _is_accent(each))


def _plain_character(character: str) -> str:
    """Return the plain apostrophe, quote, dash or Latin letter for a special one; other characters unchanged."""
    if character in _APOSTROPHES:
        return "'"
    if character in _QUOTES:
        return '"'
    if character in _DASHES or unicodedata.category(character) == "Pd":
        return "-"
    if character in _LETTERS:
        return _LETTERS[character]
    stroke = None if unicodedata.decomposition(character) else _WITH_A_STROKE.match(unicodedata.name(character, ""))
    return stroke[1].lower() if stroke else character


def _is_accent(character: str) -> bool:
    return unicodedata.combining(character) in _ACCENTS or unicodedata.category(character) == "Cf"
