"""Amounts that somebody looks for, as people write them: 125.00, 1,250.00, 1.250,00, $45.90."""

import re
from collections import defaultdict

from domain.core.money import EXPONENTS, MAX_CENTS

_SIGNS = re.compile(r"^[$€£¥]\s*|\s*[$€£¥]$")
_DECIMAL = re.compile(r"(\d{1,16})[.,](\d{1,4})", re.ASCII)
_GROUPED = re.compile(
    r"(\d{1,3}(?P<group>[.,'\u2019 \u00a0\u202f])\d{3}(?:(?P=group)\d{3}){0,4})(?:(?!(?P=group))[.,](\d{1,4}))?",
    re.ASCII,
)


def amounts_meant(text: str) -> dict[int, frozenset[int]]:
    """What a text may mean as an amount, in minor units, by how many digits a currency has behind the point.

    Only what is written as an amount: with decimals, or with its thousands apart. Plain digits are a number. Where a text
    can be read in two ways (1,250 is a thousand and more, or with three decimals a little more than one), it means both.
    """
    bare = _SIGNS.sub("", text.strip())
    readings = []
    if (decimal := _DECIMAL.fullmatch(bare)) is not None:
        readings.append((decimal[1], decimal[2]))
    if (grouped := _GROUPED.fullmatch(bare)) is not None:
        readings.append((re.sub(r"\D", "", grouped[1]), grouped[3] or ""))
    meant: defaultdict[int, set[int]] = defaultdict(set)
    for whole, digits in readings:
        for exponent in set(EXPONENTS.values()):
            cents = int(whole + digits.ljust(exponent, "0"))
            if len(digits) <= exponent and cents <= MAX_CENTS:
                meant[exponent].add(cents)
    return {exponent: frozenset(found) for exponent, found in meant.items()}


def currencies_with(exponent: int) -> list[str]:
    """The currencies that have so many digits behind the point."""
    return [code for code, digits in EXPONENTS.items() if digits == exponent]
