"""Invoice numbers, six in a row, in the styles in which programs make them."""

import random
from collections.abc import Callable


def _series(begin: int, step: int, form: str) -> Callable[[random.Random], list[str]]:
    def make(chance: random.Random) -> list[str]:
        first = begin + chance.randrange(step * 40)
        return [form.format(first + step * place) for place in range(6)]

    return make


def _hexadecimal(chance: random.Random) -> list[str]:
    stem = f"{chance.randrange(16**7, 16**8):X}"
    return [f"{stem}-{place:04}" for place in range(1, 7)]


def _creditor_references(chance: random.Random) -> list[str]:
    first = chance.randrange(10**11, 10**12 - 10)
    return [f"RF{98 - int(f'{body}271500') % 97:02}{body}" for body in range(first, first + 6)]


def _long(chance: random.Random) -> list[str]:
    first = chance.randrange(10**26, 10**27 - 10**3)
    return [str(first + 8 * place) for place in range(6)]


def _tokens(chance: random.Random) -> list[str]:
    stem = f"inv_{chance.randrange(16**8, 16**9):x}"
    return [f"{stem}{place}" for place in "abcdef"]


STYLES: dict[str, Callable[[random.Random], list[str]]] = {
    "own numbers": _series(1, 1, "INV-1001-{}"),
    "five digits": _series(81_000, 1, "{}"),
    "six digits": _series(551_600, 7, "{}"),
    "four digits": _series(1_240, 3, "{}"),
    "one or two digits": _series(3, 1, "{}"),
    "a year and a number": _series(31, 1, "2026-{:04}"),
    "German": _series(31, 1, "RE-2026-{:05}"),
    "French": _series(118, 1, "F2026/{}"),
    "letters and a number": _series(102, 1, "A-{}"),
    "leading zeros": _series(4_120, 1, "00{}"),
    "hexadecimal": _hexadecimal,
    "creditor references": _creditor_references,
    "27 digits": _long,
    "tokens": _tokens,
}
