"""An invoice's number in the forms in which it is looked for: by its letters and digits alone (domain R38)."""

import re
import unicodedata
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import NamedTuple

from domain.core.folding import folded
from domain.core.payment_text import CODE_LENGTH_MAX, Announced, PaymentText, WrittenCode, fold, read_text
from domain.core.reference_words import AND, INVOICE, PAYMENT

PREFIX_LENGTH_MAX = 5
"""How many letters the beginning of a number, such as FACT, has at most to be looked up with zeros after it."""
PADDED_DIGITS_MAX = 8
"""How many digits a number has at most with the zeros before them, if a text leaves these out."""
NUMBER_SEPARATORS = "-_./\\#:,'()+&| \u2013\u00b0"
"""What the database leaves out of a number before it compares, as ``stored_key`` does."""

_WORD = re.compile(r"[^\W_]+")
_LEADING_ZEROS = re.compile(r"\A([^\W\d_]*)0+(?=\d)")
_LETTERS_FIRST = re.compile(r"\A([^\W\d_]+)(\d.*)\Z")
_LETTERS_AND_DIGITS = re.compile(r"([^\W\d_]+)0*(\d+)")


class NumberForm(NamedTuple):
    """A number in the forms that are compared: its letters and digits, without leading zeros, and its words."""

    key: str
    bare: str
    words: tuple[str, ...]
    digits: str
    """Its letters and digits from the first digit on, where letters stand before: ``10100`` of ``INV-10100``."""
    announced: bool
    """Whether the letters before are a word for invoice."""
    prefix: str
    """The letters with which it begins, if digits follow: ``inv``."""
    last: str
    """Its last word if that is a number and others stand before: ``3`` of ``INV-1001-3``."""


@lru_cache(maxsize=50_000)
def form_of(number: str) -> NumberForm:
    """Return the forms of a number."""
    words = words_of_number(fold(number))
    key = "".join(words)
    lettered = _LETTERS_FIRST.match(key)
    prefix = lettered[1] if lettered else ""
    last = bare(words[-1]) if len(words) > 1 and words[-1].isdecimal() else ""
    announced = lettered is not None and (lettered[1] in INVOICE or lettered[1] in {"re", "rn", "f", "r", "i"})
    return NumberForm(key, bare(key), words, bare(lettered[2]) if lettered else "", announced, prefix, last)


def bare(key: str) -> str:
    """Return letters and digits without the zeros before the first digits: ``inv7`` for ``inv007``."""
    if "0" not in key:
        return key
    return _LEADING_ZEROS.sub(r"\1", key)


def words_of_number(folded_number: str) -> tuple[str, ...]:
    """Return the runs of letters and digits of a folded number."""
    return tuple(_WORD.findall(folded_number))


def stored_key(number: str) -> str:
    """Return a number as the database compares it: no separators, no leading zeros, ASCII letters small (domain R38)."""
    return number.translate(_STORED).lstrip("0")


_STORED = str.maketrans(dict.fromkeys(NUMBER_SEPARATORS) | {chr(code): chr(code + 32) for code in range(65, 91)})


def stored_keys(text: str, prefixes: Collection[str] = ()) -> set[str]:
    """Return the keys under which the database may have the numbers that a text names: see ``is_stored_under``.

    What stands beside a word for invoice is looked up with each of ``prefixes`` too: ``invoice 7`` may be INV-7. Zeros after
    the letters may be more or fewer than in the text: ``inv 7`` may be INV-007.
    """
    found = {stored_key(text)}
    read = read_text(text)
    for code in read.codes:
        found |= {stored_key(code.key), read.folded[read.words[code.first].start : read.words[code.last].end]}
        found.update(_with_zeros(read, code, prefixes))
    if not text.isascii():
        for variant in (unicodedata.normalize("NFC", text), text.lower(), text.upper()):
            words = _WORD.findall(variant)
            for first in range(len(words)):
                for last in range(first, min(len(words), first + 4)):
                    found.add(stored_key("".join(words[first : last + 1])))
    return {key for key in found if 0 < len(key) <= CODE_LENGTH_MAX}


def keys_of_number(number: str) -> tuple[str, str]:
    """Return the keys under which a number is stored: as ``stored_key`` compares it, and as it is written."""
    return stored_key(number), folded(number)


def is_stored_under(number: str, keys: Collection[str]) -> bool:
    """Return whether a number has one of these keys."""
    return any(key in keys for key in keys_of_number(number))


def _with_zeros(read: PaymentText, code: WrittenCode, prefixes: Collection[str]) -> Iterator[str]:
    """Yield a code of letters and digits, or with the prefixes of the account, with each number of zeros between."""
    keys = []
    if read.words[code.first].text not in AND | PAYMENT:
        keys.append(code.key)
    if read.words[code.first].announced is Announced.INVOICE:
        keys += [prefix + code.key for prefix in prefixes]
    for key in keys:
        parts = _LETTERS_AND_DIGITS.fullmatch(key)
        if parts is None:
            yield key
        elif len(parts[1]) <= PREFIX_LENGTH_MAX:
            longest = max(PADDED_DIGITS_MAX, len(parts[2]))
            yield from (parts[1] + parts[2].zfill(length) for length in range(len(parts[2]), longest + 1))
