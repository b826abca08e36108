"""Amounts in a search text, as people write them: 950, 950.00, 1,250.00, 1.250,00, $45.90, 45,90 CAD."""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple
from unicodedata import category

from domain.core.folding import folded
from domain.core.money import EXPONENTS, MAX_CENTS

_CURRENCY = r"[a-z]{0,3}\$|(?:kr|fr|sfr|zl|kc|ft|lei|rs)\.?|[a-z]{3}"
"""What people write for a currency, folded: any sign (a $ here), a word, a code."""
_WRITTEN = re.compile(
    rf"-?(?P<before>{_CURRENCY})? ?-?(?P<amount>[\d.,](?:[\d.,' ]*\d)?) ?(?P<after>{_CURRENCY})?", re.ASCII
)
_CODE = re.compile(r"[a-z]{3}", re.ASCII)
_DECIMAL = re.compile(r"(\d{0,16})(?:[.,](\d{1,4}))?", re.ASCII)
_GROUPED = re.compile(
    r"(\d{1,3}(?P<group>[.,' ])\d{3}(?:(?P=group)\d{3}){0,4}|\d{1,2}(?:,\d\d){1,6},\d{3})(?:(?!(?P=group))[.,](\d{1,4}))?",
    re.ASCII,
)


class MeantAmount(NamedTuple):
    """Amounts that a text may mean in some currencies, in minor units, of either sign; all have so many decimals."""

    exponent: int
    cents: frozenset[int]
    currencies: frozenset[str]


def amounts_meant(text: str) -> list[MeantAmount]:
    """Return the amounts that a text may mean, by the number of decimals that a currency has.

    A text that can be read in two ways means both: 1,250 is above a thousand, or with three decimals a little above one. A
    currency's code restricts it to this currency; a sign such as $ stands for several.
    """
    signs = "".join("$" if category(each) == "Sc" else each for each in folded(text))
    written = _WRITTEN.fullmatch(signs)
    if written is None:
        return []
    words = {written["before"], written["after"]} - {None, "sfr", "lei"}
    codes = {word.upper() for word in words if _CODE.fullmatch(word)}
    if codes - EXPONENTS.keys():
        return []
    cents: defaultdict[int, set[int]] = defaultdict(set)
    for whole, digits in _readings(written["amount"]):
        for exponent in set(EXPONENTS.values()):
            amount = int(whole + digits.ljust(exponent, "0"))
            if len(digits) <= exponent and amount <= MAX_CENTS:
                cents[exponent] |= {amount, -amount}
    found = [MeantAmount(each, frozenset(meant), _currencies(each, codes)) for each, meant in sorted(cents.items())]
    return [each for each in found if each.currencies]


def _readings(amount: str) -> Iterator[tuple[str, str]]:
    """Yield the digits before and after the decimal sign, for each way to read an amount."""
    decimal = _DECIMAL.fullmatch(amount)
    if decimal is not None and (decimal[1] or decimal[2]):
        yield decimal[1] or "0", decimal[2] or ""
    grouped = _GROUPED.fullmatch(amount)
    if grouped is not None:
        yield "".join(filter(str.isdecimal, grouped[1])), grouped[3] or ""


def _currencies(exponent: int, codes: set[str]) -> frozenset[str]:
    return frozenset(code for code, digits in EXPONENTS.items() if digits == exponent and codes <= {code})
