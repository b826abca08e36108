"""Names that are written almost alike: in another order, with a title, cut short or mistyped (domain R44).

Such a likeness is a reason to look, never one to be sure: Maria Martin is not Maria Martinez.
"""

import re
from collections.abc import Iterator
from itertools import permutations

from domain.core.folding import folded

LIKENESS_MIN = 90
"""From how many of 100 on two names are alike: one letter in ten may differ, and either may have further words."""
NAME_WORDS_MAX = 5
"""Of how many words a name is at most to be compared."""
BEGINNING_LENGTH = 2
"""So many letters of the word behind the first one narrow down which names are compared."""

_WORD = re.compile(r"[^\W_]+")


def name_words(name: str) -> tuple[str, ...]:
    """Return the words of a name, folded."""
    return tuple(_WORD.findall(folded(name)))


def beginnings(name: str) -> Iterator[str]:
    """Yield with what the search key of a name that is like this one begins: each word, and the first letters of another."""
    words = name_words(name)
    if len(words) <= NAME_WORDS_MAX:
        for first, second in permutations(dict.fromkeys(words), 2):
            if len(first) > 1 and len(second) > 1:
                yield f"{first} {second[:BEGINNING_LENGTH]}"


def are_alike(one: str, other: str) -> bool:
    """Return True if two names are written almost alike, and are not the same."""
    from rapidfuzz import fuzz  # noqa: PLC0415 - loaded with the first name that is compared

    left, right = " ".join(name_words(one)), " ".join(name_words(other))
    return bool(fuzz.token_set_ratio(left, right, score_cutoff=LIKENESS_MIN))
