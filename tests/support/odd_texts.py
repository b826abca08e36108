"""Texts that look alike and are encoded differently: decomposed letters, invisible characters, blanks of other kinds."""

import itertools
import unicodedata
from random import Random

PLANES = (*range(0x40000), *range(0xE0000, 0xF0000))
"""Where characters stand that mean anything: the other planes are empty, or for private use."""

CATEGORIES: dict[str, list[str]] = {"Cf": [], "Zs": [], "Zl": [], "Zp": []}
"""The invisible characters and the blanks, by their category. Python prints none of them as it is, but the plain blank."""
for _sign in itertools.chain(" ", itertools.filterfalse(str.isprintable, map(chr, PLANES))):
    CATEGORIES.get(unicodedata.category(_sign), []).append(_sign)

JOINERS = "\u200c\u200d"
"""Invisible, and kept between the letters of a name."""
INVISIBLE = [each for each in CATEGORIES["Cf"] if each not in JOINERS] + [
    "\u034f",
    "\u115f",
    "\u2065",
    "\ufff0",
    "\U000e0fff",
]
BLANKS = [
    *CATEGORIES["Zs"],
    *CATEGORIES["Zl"],
    *CATEGORIES["Zp"],
    *"\t\n\v\f\r\x85",
    "\r\n",
    "\u2800",
    "\u3164",
    "\uffa0",
]


def disguised(random: Random, text: str) -> str:
    """Return a text that nobody can tell from ``text``, whose own form it must be."""
    if random.random() < 0.5:
        text = unicodedata.normalize("NFD", text)
    signs = [random.choice(BLANKS) * random.randint(1, 2) if each == " " else each for each in text]
    for _ in range(random.randint(0, 3)):
        signs.insert(random.randint(0, len(signs)), random.choice(INVISIBLE))
    ends = [random.choice(["", "", *BLANKS, *JOINERS]) for _ in range(2)]
    return ends[0] + "".join(signs) + ends[1]
